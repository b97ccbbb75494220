import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { backfillKlarnaOrdersWorkflow } from "../../../../workflows/backfill-klarna-orders"
import { backfillAnswer } from "../backfill-answer"
import type { AdminKlarnaBackfillResponse } from "../responses"
import type { AdminStartKlarnaBackfillType } from "../validators"

/**
 * The last backfill, running or not, and how far it is.
 *
 * @oas [get] /admin/klarna/backfill
 * operationId: GetKlarnaBackfill
 * summary: The last backfill
 * description: Its options, its state and what it found so far, in numbers.
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
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaBackfillResponse>
): Promise<void> {
  res.json(await backfillAnswer(req.scope))
}

/**
 * Looks for the Klarna orders of another plugin, and adopts them unless it is a dry run. Klarna is read and never told anything.
 *
 * @oas [post] /admin/klarna/backfill
 * operationId: PostKlarnaBackfill
 * summary: Begin a backfill
 * description: Goes on in the background; a dry run unless dry_run is false.
 * x-authenticated: true
 * requestBody:
 *   content:
 *     application/json:
 *       schema:
 *         type: object
 *         required:
 *           - path
 *           - provider
 *         properties:
 *           dry_run:
 *             type: boolean
 *             default: true
 *           path:
 *             type: string
 *             description: Where the other plugin keeps the id of Klarna's order in its payments.
 *             example: data.order_id
 *           provider:
 *             type: string
 *             description: The id of its payment provider, with * for any letters.
 *             example: pp_*klarna*
 *           to_provider:
 *             type: string
 *             default: pp_klarna_klarna
 *           account_id:
 *             type: string
 *           sync:
 *             type: boolean
 *             default: false
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
  req: AuthenticatedMedusaRequest<AdminStartKlarnaBackfillType>,
  res: MedusaResponse<AdminKlarnaBackfillResponse>
): Promise<void> {
  await backfillKlarnaOrdersWorkflow(req.scope).run({
    input: { options: req.validatedBody, user_id: req.auth_context.actor_id },
  })
  res.json(await backfillAnswer(req.scope))
}
