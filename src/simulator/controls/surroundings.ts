import { Router } from "express"
import { z } from "zod"
import { faultNames } from "../faults"
import type { World } from "../state"
import { changeSwitches } from "../switches"
import { complain, control, done, missing, nothing, ok } from "./control"

const clockBody = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance_seconds: z.number() }),
])

const faultBody = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).optional(),
  times: z.int().min(1).optional(),
  fault: z.enum(faultNames),
  delay_ms: z.number().min(0).optional(),
  reset_seconds: z.int().min(0).optional(),
  then: z.enum(faultNames).optional(),
})

const limitBody = z.strictObject({ calls: z.int().min(1), window_seconds: z.int().min(1).default(1) })

/** Clock, faults, limits, switches, log and callbacks. */
export function surroundings(world: World): Router {
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
  const limit = (merchant: string, wanted?: z.infer<typeof limitBody>) => {
    if (!world.merchants.some(({ username }) => username === merchant)) return missing("merchant", merchant)
    world.rates.order(merchant, wanted)
    return done
  }
  router.put(
    "/rate-limits/:merchant",
    control(limitBody, (wanted, { merchant }) => limit(merchant, wanted))
  )
  router.delete(
    "/rate-limits/:merchant",
    control(nothing, (_body, { merchant }) => limit(merchant))
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
