import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminKlarnaRearmBillingResponse } from "../../../responses"
import { rearmBillingAddressWorkflow } from "../../../../../../workflows/rearm-billing-address"

/**
 * Lets an account tell billing addresses by itself again, after Klarna's refusals had ended that.
 *
 * @oas [post] /admin/klarna/accounts/{account_id}/rearm-billing
 * operationId: PostKlarnaAccountsAccountRearmBilling
 * summary: Tell billing addresses again
 * description: After Klarna's refusals the account had stopped telling billing addresses by itself.
 * x-authenticated: true
 * parameters:
 *   - (path) account_id=* {string} The account's id in the plugin's options.
 * security:
 *   - api_token: []
 *   - cookie_auth: []
 *   - jwt_token: []
 * tags:
 *   - Klarna
 * responses:
 *   "200":
 *     description: OK
 *     content:
 *       application/json:
 *         schema:
 *           $ref: "#/components/schemas/AdminKlarnaRearmBillingResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 *   "404":
 *     $ref: "#/components/responses/not_found_error"
 */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaRearmBillingResponse>
): Promise<void> {
  const { result } = await rearmBillingAddressWorkflow(req.scope).run({
    input: { account_id: req.params.account_id, user_id: req.auth_context.actor_id },
  })
  res.json(result)
}
