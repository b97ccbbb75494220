import type { MiddlewareRoute } from "@medusajs/framework/http"

/** Anybody can reach these: nothing that Klarna sends is longer. */
const bodyParser = { sizeLimit: "16kb" }

export const klarnaHooks: MiddlewareRoute[] = [
  { method: ["POST"], matcher: "/hooks/klarna/notification/:token", bodyParser },
  { method: ["POST"], matcher: "/hooks/klarna/authorization/:token", bodyParser },
  { method: ["POST"], matcher: "/hooks/klarna/hosted-page/:token", bodyParser },
]
