import { defineMiddlewares } from "@medusajs/framework/http"
import { adminKlarnaRoutes } from "./admin/klarna/middlewares"
import { cartOfCollection, cartOfPath } from "./store/cart-at-hand"

export default defineMiddlewares({
  routes: [
    {
      method: ["POST"],
      matcher: "/store/payment-collections/:id/payment-sessions",
      middlewares: [cartOfCollection],
    },
    {
      method: ["POST"],
      matcher: "/store/carts/:id/complete",
      middlewares: [cartOfPath],
    },
    ...adminKlarnaRoutes,
  ],
})
