import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { KlarnaPaymentProvider } from "./service"

/** Registered with `id: "klarna"` it is `pp_klarna_klarna`. */
export default ModuleProvider(Modules.PAYMENT, { services: [KlarnaPaymentProvider] })
