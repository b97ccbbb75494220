import { Router } from "express"
import { z } from "zod"
import { orderAt } from "../order-management/order-at"
import { isRefusal } from "../answers"
import { faultNames } from "../faults"
import { keepOrder } from "../order-management/find-order"
import { type Merchant, resetWorld, type StoredOrder, type World } from "../state"
import { changeSwitches } from "../switches"
import { complain, control, type ControlAnswer, done, missing, nothing, ok } from "./control"
import { decideFraud, fraudBody } from "./fraud"
import { orderState } from "./order-state"
import { portalAction, portalBody, portalComplaint } from "./portal"
import { riskBody, type Seed, seedBody, seedOrder } from "./seed-order"
import { sessionControls } from "./sessions"

/** The levers, below `/__simulator`. They need no credentials and are not logged. */
export function controlRoutes(world: World): Router {
  const router = Router()
  router.post(
    "/reset",
    control(nothing, () => (resetWorld(world), done))
  )
  router.use("/orders", orderControls(world))
  router.use("/sessions", sessionControls(world))
  router.use(surroundings(world))
  router.use(
    (req, res) => void res.status(404).json({ error: `There is no control ${req.method} ${req.originalUrl}.` })
  )
  return router
}

function orderControls(world: World): Router {
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

const clockBody = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance_seconds: z.number() }),
])

const faultBody = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).optional(),
  times: z.int().min(1).optional(),
  fault: z.enum(faultNames),
  delay_ms: z.number().min(0).optional(),
})

/** Clock, faults, switches, log and callbacks. */
function surroundings(world: World): Router {
  const router = Router()
  const time = (now = world.clock.now()) => ok({ now: now.toISOString() })

  router.get(
    "/clock",
    control(nothing, () => time())
  )
  router.patch(
    "/clock",
    control(clockBody, (wanted) => {
      if ("advance_seconds" in wanted) return (world.clock.advance(wanted.advance_seconds), time())
      world.clock.moveTo(new Date(wanted.now))
      return time(new Date(wanted.now))
    })
  )
  router.get(
    "/faults",
    control(nothing, () => ok(world.faults.all()))
  )
  router.post(
    "/faults",
    control(faultBody, (fault) => (world.faults.add(fault), done))
  )
  router.delete(
    "/faults",
    control(nothing, () => (world.faults.clear(), done))
  )
  router.get(
    "/switches",
    control(nothing, () => ok(world.switches))
  )
  router.patch(
    "/switches",
    control(z.record(z.string(), z.unknown()), (change) => {
      const changed = changeSwitches(world.switches, change)
      if (typeof changed === "string") return complain(400, changed)
      world.switches = changed
      return ok(changed)
    })
  )
  router.get(
    "/requests",
    control(nothing, () => ok(world.log.all()))
  )
  router.delete(
    "/requests",
    control(nothing, () => (world.log.clear(), done))
  )
  router.get(
    "/callbacks",
    control(nothing, () => ok(world.callbacks.all()))
  )
  return router
}
