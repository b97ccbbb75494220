import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { testKlarnaConnectionWorkflow } from "../../../../../../workflows/test-klarna-connection"
import type { AdminKlarnaConnectionTestResponse } from "../../../responses"

/**
 * Whether Klarna lets this account in.
 *
 * @oas [post] /admin/klarna/accounts/{account_id}/test
 * operationId: PostKlarnaAccountsAccountTest
 * summary: Test the connection of an account
 * description: Asks Klarna for an order that does not exist. Nothing is changed.
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
 *           $ref: "#/components/schemas/AdminKlarnaConnectionTestResponse"
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
  res: MedusaResponse<AdminKlarnaConnectionTestResponse>
): Promise<void> {
  const { result } = await testKlarnaConnectionWorkflow(req.scope).run({
    input: { account_id: req.params.account_id },
  })
  res.json(result)
}
