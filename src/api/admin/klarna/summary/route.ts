import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { summaryOf } from "../../../../modules/klarna/summary"
import type { AdminKlarnaSummaryResponse } from "../responses"

/**
 * How many orders are in which state, and when the clock last went round.
 *
 * @oas [get] /admin/klarna/summary
 * operationId: GetKlarnaSummary
 * summary: How many orders are in which state
 * description: Each number is counted up to 10 000.
 * x-authenticated: true
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
 *           $ref: "#/components/schemas/AdminKlarnaSummaryResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaSummaryResponse>
): Promise<void> {
  const summary = await summaryOf(req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  res.json({ summary: summary as AdminKlarnaSummaryResponse["summary"] })
}
