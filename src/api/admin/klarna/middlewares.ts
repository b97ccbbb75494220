import { type MiddlewareRoute, validateAndTransformBody } from "@medusajs/framework/http"
import { AdminReconnectKlarnaOrder, AdminSyncKlarnaOrder, AdminUpdateKlarnaReferences } from "./validators"

const read = [{ resource: "klarna_order", operation: "read" }]
const update = [{ resource: "klarna_order", operation: "update" }]

export const adminKlarnaRoutes: MiddlewareRoute[] = [
  { method: ["GET"], matcher: "/admin/klarna/orders/:order_id", policies: read },
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:order_id/sync",
    middlewares: [validateAndTransformBody(AdminSyncKlarnaOrder)],
    policies: update,
  },
  { method: ["GET"], matcher: "/admin/klarna/orders/:order_id/difference", policies: read },
  { method: ["POST"], matcher: "/admin/klarna/orders/:order_id/disconnect", policies: update },
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:order_id/reconnect",
    middlewares: [validateAndTransformBody(AdminReconnectKlarnaOrder)],
    policies: update,
  },
  { method: ["POST"], matcher: "/admin/klarna/orders/:order_id/refund-missing", policies: update },
  {
    method: ["POST"],
    matcher: "/admin/klarna/orders/:order_id/references",
    middlewares: [validateAndTransformBody(AdminUpdateKlarnaReferences)],
    policies: update,
  },
  { method: ["POST"], matcher: "/admin/klarna/accounts/:account_id/rearm-billing", policies: update },
]
