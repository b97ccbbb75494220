import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { backfillKlarnaOrdersWorkflow } from "../../../../../workflows/backfill-klarna-orders"
import { backfillAnswer } from "../../backfill-answer"
import type { AdminKlarnaBackfillResponse } from "../../responses"

/**
 * Goes on with a backfill that was stopped, or whose process ended, behind the last page that was done.
 *
 * @oas [post] /admin/klarna/backfill/resume
 * operationId: PostKlarnaBackfillResume
 * summary: Go on with a backfill
 * description: Behind the last page that was done. Nothing is adopted or counted twice.
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
  await backfillKlarnaOrdersWorkflow(req.scope).run({ input: { user_id: req.auth_context.actor_id } })
  res.json(await backfillAnswer(req.scope))
}
