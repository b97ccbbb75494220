import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { KLARNA_MODULE } from "../../../../modules/klarna/constants"
import type KlarnaModuleService from "../../../../modules/klarna/service"
import { settingsOf } from "../../../../modules/klarna/settings"
import type { AdminKlarnaSettingsResponse } from "../responses"

/**
 * What the plugin is configured to do, without secrets.
 *
 * @oas [get] /admin/klarna/settings
 * operationId: GetKlarnaSettings
 * summary: The effective options
 * description: Accounts, options, addresses and countries, without secrets.
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
 *           $ref: "#/components/schemas/AdminKlarnaSettingsResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaSettingsResponse>
): Promise<void> {
  res.json(settingsOf(req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE).options))
}
