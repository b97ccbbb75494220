import { type MiddlewareRoute, validateAndTransformBody } from "@medusajs/framework/http"
import { AdminListKlarnaOrders } from "./list-validators"
import { idsArePlain } from "./plain-text"
import { validateQuery } from "./validate-query"
import {
  AdminGetKlarnaOrder,
  AdminKlarnaNoInput,
  AdminListKlarnaBackfillFindings,
  AdminReconnectKlarnaOrder,
  AdminStartKlarnaBackfill,
  AdminSyncKlarnaOrder,
  AdminUpdateKlarnaReferences,
} from "./validators"

type Body = Parameters<typeof validateAndTransformBody>[0]
type Query = Parameters<typeof validateQuery>[0]

const looks = (path: string, query: Query = AdminKlarnaNoInput): MiddlewareRoute => ({
  method: ["GET"],
  matcher: `/admin/klarna${path}`,
  middlewares: [idsArePlain, validateQuery(query)],
  policies: [{ resource: "klarna_order", operation: "read" }],
})

const acts = (path: string, body: Body = AdminKlarnaNoInput): MiddlewareRoute => ({
  method: ["POST"],
  matcher: `/admin/klarna${path}`,
  middlewares: [idsArePlain, validateAndTransformBody(body)],
  policies: [{ resource: "klarna_order", operation: "update" }],
})

/** Every route of the admin API: what it takes, and who may. */
export const adminKlarnaRoutes: MiddlewareRoute[] = [
  looks("/orders", AdminListKlarnaOrders),
  looks("/orders/:order_id", AdminGetKlarnaOrder),
  looks("/orders/:order_id/difference"),
  looks("/summary"),
  looks("/settings"),
  looks("/backfill"),
  looks("/backfill/findings", AdminListKlarnaBackfillFindings),
  acts("/backfill", AdminStartKlarnaBackfill),
  acts("/backfill/stop"),
  acts("/backfill/resume"),
  acts("/orders/:order_id/sync", AdminSyncKlarnaOrder),
  acts("/orders/:order_id/references", AdminUpdateKlarnaReferences),
  acts("/orders/:order_id/refresh"),
  acts("/orders/:order_id/resend-address"),
  acts("/orders/:order_id/update-amount"),
  acts("/orders/:order_id/cancel"),
  acts("/orders/:order_id/extend"),
  acts("/orders/:order_id/capture-remaining"),
  acts("/orders/:order_id/release"),
  acts("/orders/:order_id/acknowledge-attention"),
  acts("/orders/:order_id/revert-edit"),
  acts("/orders/:order_id/disconnect"),
  acts("/orders/:order_id/reconnect", AdminReconnectKlarnaOrder),
  acts("/orders/:order_id/refund-missing"),
  acts("/accounts/:account_id/test"),
  acts("/accounts/:account_id/rearm-billing"),
]
