import type { MiddlewareRoute } from "@medusajs/framework/http"
import type { Callback } from "../../../purchase/callback-token"
import { listen } from "./listen"

const hook = (callback: Callback): MiddlewareRoute => ({
  method: ["POST"],
  matcher: `/hooks/klarna/${callback}/:token`,
  bodyParser: false,
  middlewares: [listen(callback)],
})

export const klarnaHooks: MiddlewareRoute[] = [hook("notification"), hook("authorization"), hook("hosted-page")]
