import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stopKlarnaBackfillWorkflow } from "../../../../../workflows/backfill-klarna-orders"
import { backfillAnswer } from "../../backfill-answer"
import type { AdminKlarnaBackfillResponse } from "../../responses"

/**
 * Stops the backfill that is running; it can be gone on with.
 *
 * @oas [post] /admin/klarna/backfill/stop
 * operationId: PostKlarnaBackfillStop
 * summary: Stop the backfill
 * description: What is under way is finished. Stopping twice changes nothing.
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
 *           $ref: "#/components/schemas/AdminKlarnaBackfillResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaBackfillResponse>
): Promise<void> {
  await stopKlarnaBackfillWorkflow(req.scope).run()
  res.json(await backfillAnswer(req.scope))
}
