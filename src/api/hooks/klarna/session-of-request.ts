import type { MedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../../modules/klarna/constants"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { type Callback, sessionOfToken } from "../../../purchase/callback-token"

/** The payment session whose address was called. @throws MedusaError (404) for an address that we did not make */
export function sessionOfRequest(req: MedusaRequest, callback: Callback): string {
  const { callbacks } = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE).options
  const session = callbacks && sessionOfToken(callbacks.secret, callback, req.params.token)
  if (session) return session
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is nothing here")
}
