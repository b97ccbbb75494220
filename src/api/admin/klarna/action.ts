import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { SyncResult } from "../../../workflows/sync-order-to-klarna"
import { klarnaOrderOf } from "./klarna-order"
import type { AdminKlarnaActionResponse } from "./responses"

type Asked = Pick<AuthenticatedMedusaRequest, "params" | "auth_context">

/** The order, and who asks: what every action's workflow takes. */
export const actionInput = ({ params, auth_context }: Asked) => ({
  order_id: params.order_id,
  user_id: auth_context.actor_id,
})

/** How the order stands after an action, and what the action came to. */
export async function actionAnswer(
  { scope, params }: Pick<AuthenticatedMedusaRequest, "scope" | "params">,
  sync: SyncResult
): Promise<AdminKlarnaActionResponse> {
  return { ...(await klarnaOrderOf(scope, params.order_id)), sync }
}
