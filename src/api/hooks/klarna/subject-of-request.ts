import type { MedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../../modules/klarna/constants"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { type Callback, subjectOfToken } from "../../../purchase/callback-token"

/**
 * What the address that was called was made for: a payment session, or its collection.
 * @throws MedusaError (404) for an address that we did not make
 */
export function subjectOfRequest(req: MedusaRequest, callback: Callback): string {
  const { callbacks } = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE).options
  const subject = callbacks && subjectOfToken(callbacks.secret, callback, req.params.token)
  if (subject) return subject
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is nothing here")
}
