import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findingsOf } from "../../../../../modules/klarna/backfill-findings"
import { latestRun } from "../../../../../modules/klarna/backfill"
import type { AdminKlarnaBackfillFindingsResponse } from "../../responses"
import type { AdminListKlarnaBackfillFindingsType } from "../../validators"

const NOT_IN_SYNC = ["different", "not_found", "account_missing", "failed"] as const

/**
 * What the last backfill found, a page at a time, oldest payment first.
 *
 * @oas [get] /admin/klarna/backfill/findings
 * operationId: GetKlarnaBackfillFindings
 * summary: What the last backfill found
 * description: Without result everything that is not in sync.
 * x-authenticated: true
 * parameters:
 *   - (query) result {string} One of in_sync, different, not_found, already_known, account_missing, failed.
 *   - (query) after {string} The payment_id behind which the page begins.
 *   - (query) limit {integer} At most 100; 20 unless given.
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
 *           $ref: "#/components/schemas/AdminKlarnaBackfillFindingsResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaBackfillFindingsResponse>
): Promise<void> {
  const { result, after, limit } = req.validatedQuery as AdminListKlarnaBackfillFindingsType
  const knex = req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const run = await latestRun(knex)
  const results = result ? [result] : NOT_IN_SYNC
  const findings = run ? await findingsOf(knex, run.id, { results, after, limit: limit + 1 }) : []
  const page = findings.slice(0, limit)
  res.json({ findings: page, next: findings.length > limit ? page[page.length - 1].payment_id : null })
}
