import { Router } from "express"
import { serve } from "../exchange"
import type { World } from "../state"
import { createCustomerToken, deleteAuthorization } from "./authorizations"
import { createOrder } from "./create-order"
import { createSession, readSession, updateSession } from "./sessions"

/** Klarna Payments v1, below `/payments/v1`. */
export function paymentsRoutes(world: World): Router {
  const router = Router()
  router.post("/sessions", serve(world, createSession, { rate: "payments-session" }))
  router.post("/sessions/:session_id", serve(world, updateSession))
  router.get("/sessions/:session_id", serve(world, readSession))
  router.post("/authorizations/:authorization_token/order", serve(world, createOrder))
  router.post("/authorizations/:authorization_token/customer-token", serve(world, createCustomerToken))
  router.delete("/authorizations/:authorization_token", serve(world, deleteAuthorization))
  return router
}
