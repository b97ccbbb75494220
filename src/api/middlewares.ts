import { defineMiddlewares } from "@medusajs/framework/http"
import { answerMerchantFirst } from "./admin/klarna/answer-first"
import { askBeforeConfirm, askBeforeUpdate } from "./admin/klarna/ask-first"
import { adminKlarnaRoutes } from "./admin/klarna/middlewares"
import { klarnaHooks } from "./hooks/klarna/middlewares"
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
    {
      method: ["POST"],
      matcher: "/admin/order-edits/:id/confirm",
      middlewares: [answerMerchantFirst, askBeforeConfirm],
    },
    {
      method: ["POST"],
      matcher: "/admin/orders/:id",
      middlewares: [answerMerchantFirst, askBeforeUpdate],
    },
    {
      method: ["POST"],
      matcher: "/admin/orders/:id/*",
      middlewares: [answerMerchantFirst],
    },
    ...adminKlarnaRoutes,
    ...klarnaHooks,
  ],
})
