import { Router } from "express"
import { z } from "zod"
import { isRefusal } from "../answers"
import { keepOrder } from "../order-management/find-order"
import { orderAt } from "../order-management/order-at"
import type { Merchant, StoredOrder, World } from "../state"
import { complain, control, type ControlAnswer, missing, nothing, ok } from "./control"
import { decideFraud, fraudBody } from "./fraud"
import { orderState } from "./order-state"
import { portalAction, portalBody, portalComplaint } from "./portal"
import { riskBody, type Seed, seedBody } from "./seed-body"
import { seedOrder } from "./seed-order"

/** Orders as seen and moved from outside. */
export function orderControls(world: World): Router {
  const router = Router()
  const withStored = (id: string, run: (stored: StoredOrder) => ControlAnswer) => {
    const stored = world.orders.get(id.toLowerCase())
    return stored ? run(orderAt(stored, world.clock.now(), world.switches)) : missing("order", id)
  }
  const show = (id: string) => withStored(id, (stored) => ok(orderState(stored, world)))

  router.get(
    "/",
    control(nothing, () => ok([...world.orders.values()].map((one) => orderState(one, world))))
  )
  router.post(
    "/",
    control(seedBody, (seed) => seedInto(world, seed))
  )
  router.get(
    "/:order_id",
    control(nothing, (_body, { order_id }) => show(order_id))
  )
  router.patch(
    "/:order_id",
    control(z.strictObject({ risk: riskBody }), ({ risk }, { order_id }) =>
      withStored(order_id, (stored) => {
        keepOrder(world, { ...stored, risk: { ...stored.risk, ...risk } })
        return show(order_id)
      })
    )
  )
  router.post(
    "/:order_id/portal",
    control(portalBody, (wanted, { order_id }) =>
      withStored(order_id, (stored) => {
        const verdict = portalAction(stored, wanted, world.clock.now(), world.switches)
        const complaint = portalComplaint(verdict)
        if (complaint) return complain(complaint.status, complaint.error)
        if (!isRefusal(verdict)) keepOrder(world, verdict.stored)
        return show(order_id)
      })
    )
  )
  router.post(
    "/:order_id/fraud",
    control(fraudBody, ({ status }, { order_id }) =>
      withStored(order_id, (stored) => {
        decideFraud(world, stored, status)
        return { ...show(order_id), status: 202 }
      })
    )
  )
  return router
}

function seedInto(world: World, seed: Seed): ControlAnswer {
  const [first]: readonly Merchant[] = world.merchants
  const merchant = seed.merchant ?? first.username
  if (!world.merchants.some(({ username }) => username === merchant))
    return complain(400, `There is no merchant ${merchant}.`)
  const stored = seedOrder(seed, merchant, world.clock.now())
  keepOrder(world, stored)
  return { status: 201, body: orderState(stored, world) }
}
