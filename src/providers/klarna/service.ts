import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider } from "@medusajs/framework/utils"
import { KlarnaClients, type KlarnaOptions, noteOptions, parseKlarnaOptions } from "../../klarna"
import { noteKlarnaCall } from "../../telemetry"
import { authorize } from "./authorize"
import { cancel } from "./cancel"
import { capture } from "./capture"
import { closeHostedPage } from "./hosted-page"
import { initiate, update } from "./initiate"
import { paymentData } from "./payment-data"
import { readOrder, statusOf } from "./read"
import { refund } from "./refund"
import type { ProviderRoom } from "./room"

/**
 * The payment provider `pp_klarna_klarna`: checkout, capture, refund. Each verb is a file of its own; this class only takes Medusa's
 * words apart. Source: `@medusajs/utils/dist/payment/abstract-payment-provider.d.ts`.
 */
export class KlarnaPaymentProvider extends AbstractPaymentProvider<KlarnaOptions> {
  static override identifier = "klarna"

  /** Called by Medusa at boot; the provider itself is built when it is first used. @throws Error that names the option */
  static override validateOptions(options: Record<string, unknown>): void {
    noteOptions("provider", parseKlarnaOptions(options))
  }

  readonly #room: ProviderRoom

  constructor(cradle: { logger: Logger; __pg_connection__: Knex }, options: KlarnaOptions) {
    // The payment module's own cradle, of which only two things are used; Medusa types it as a bag of anything.
    super(cradle as unknown as Record<string, unknown>, options)
    const parsed = parseKlarnaOptions(options)
    this.#room = {
      options: parsed,
      clients: new KlarnaClients(parsed, undefined, noteKlarnaCall),
      knex: cradle.__pg_connection__,
      logger: cradle.logger,
    }
  }

  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    return initiate(this.#room, input)
  }

  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    return update(this.#room, input)
  }

  /** A session that is given up ends by itself at Klarna, its page is closed; a placed Klarna order is never touched here. */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    await closeHostedPage(this.#room, paymentData(data))
    return { data: {} }
  }

  async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return authorize(this.#room, paymentData(data), context)
  }

  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    await capture(this.#room, paymentData(data), context?.idempotency_key ?? randomUUID())
    return { data }
  }

  async refundPayment({ data, amount, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    await refund(this.#room, paymentData(data), amount, context?.idempotency_key ?? randomUUID())
    return { data }
  }

  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    await cancel(this.#room, paymentData(data), context?.idempotency_key)
    return { data }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: { ...(await readOrder(this.#room, paymentData(data))) } }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return { status: statusOf(await readOrder(this.#room, paymentData(data))) }
  }

  /** Klarna's callbacks are unsigned and go to a route of this plugin; Medusa's own webhook route has nothing to do. */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: "not_supported" }
  }
}
