import express, { type ErrorRequestHandler, type Express } from "express"
import { correlate, refusalAnswer, refuse, unknownPath } from "./answers"
import { controlRoutes } from "./controls/routes"
import { serve } from "./exchange"
import { hostedPageRoutes } from "./hosted-page/routes"
import { orderManagementRoutes } from "./order-management/routes"
import { pageRoutes } from "./page/routes"
import { paymentsRoutes } from "./payments/routes"
import { readBody } from "./read-body"
import type { World } from "./state"
import { widgetRoutes } from "./widget/routes"

/** One port for Klarna's three products, the controls and the page for people. */
export function createServer(world: World): Express {
  const app = express()
  app.disable("x-powered-by").disable("etag")
  app.use(readBody)
  app.use("/ordermanagement/v1/orders", orderManagementRoutes(world))
  app.use("/payments/v1", paymentsRoutes(world))
  app.use("/hpp/v1/sessions", hostedPageRoutes(world))
  for (const product of ["/ordermanagement", "/payments", "/hpp"]) {
    app.use(
      product,
      serve(world, () => refusalAnswer(unknownPath()))
    )
  }
  app.use(pageRoutes(world))
  app.use(widgetRoutes(world))
  app.use("/__simulator", controlRoutes(world))
  app.use(unreadable)
  return app
}

/** A path or body that is no HTTP anybody could answer properly, such as `%` alone in a path. */
const unreadable: ErrorRequestHandler = (error: { status?: number }, _req, res, _next) => {
  const { status, body, headers } = correlate(
    refusalAnswer(refuse(error.status ?? 500, "BAD_REQUEST", "The request cannot be read"))
  )
  res.status(status).set(headers).json(body)
}
