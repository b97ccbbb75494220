import { defineLink } from "@medusajs/framework/utils"
import OrderModule from "@medusajs/medusa/order"
import KlarnaModule from "../modules/klarna"

/** `query.graph({ entity: "klarna_order", fields: ["*", "order.*"] })`. The row keeps the order's id itself: no link table. */
export default defineLink(
  { linkable: KlarnaModule.linkable.klarnaOrder, field: "order_id" },
  OrderModule.linkable.order,
  {
    readOnly: true,
  }
)
