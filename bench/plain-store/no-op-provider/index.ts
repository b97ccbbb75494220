import type {
  AuthorizePaymentOutput,
  GetPaymentStatusOutput,
  InitiatePaymentOutput,
  PaymentProviderOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, ModuleProvider, Modules } from "@medusajs/framework/utils"

interface WithData {
  data?: Record<string, unknown>
}

/** Says yes to everything and calls nobody. Answers to the name of the plugin's provider, so that both stores can hold the same orders. */
class NoOpProvider extends AbstractPaymentProvider {
  static override identifier = "klarna"

  // Medusa's own is protected.
  public constructor(cradle: Record<string, unknown>, options: Record<string, unknown>) {
    super(cradle, options)
  }

  async initiatePayment({ data = {} }: WithData): Promise<InitiatePaymentOutput> {
    return { id: "none", data }
  }
  async authorizePayment({ data = {} }: WithData): Promise<AuthorizePaymentOutput> {
    return { status: "authorized", data }
  }
  async getPaymentStatus({ data = {} }: WithData): Promise<GetPaymentStatusOutput> {
    return { status: "authorized", data }
  }
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: "not_supported" }
  }
  updatePayment = same
  deletePayment = same
  capturePayment = same
  refundPayment = same
  retrievePayment = same
  cancelPayment = same
}

async function same({ data = {} }: WithData): Promise<PaymentProviderOutput> {
  return { data }
}

export default ModuleProvider(Modules.PAYMENT, { services: [NoOpProvider] })
