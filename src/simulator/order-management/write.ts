import { randomUUID } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import type { z } from "zod"
import { type Answer, isRefusal, refusalAnswer, refuse } from "../answers"
import type { Call, Endpoint } from "../exchange"
import type { StoredOrder, World } from "../state"
import { badFields } from "../validation/bad-fields"
import { unprocessable } from "./bad-lines"
import { findOrder, keepOrder } from "./find-order"
import type { Accepted, Decide } from "./verdict"

export interface WriteRules<Body> {
  schema: z.ZodType
  decide: Decide<Body>
  /** What Klarna adds to "cannot be found"; `{id}` is the order's id. */
  missing?: string
  /** The code of a malformed body, where it is not the usual one. */
  malformed?: string
}

/** An Order Management write: find, check the form, decide, keep. */
export const write =
  <Body>({ schema, decide, missing, malformed }: WriteRules<Body>): Endpoint =>
  (call, world) => {
    const { switches } = world
    const stored = findOrder(world, call.merchant, call.params.order_id, missing)
    if (isRefusal(stored)) return refusalAnswer(stored)
    const parsed = schema.safeParse(call.body ?? {})
    if (!parsed.success) return refusalAnswer(malformedBody(badFields(parsed.error), malformed, world))

    const id = randomUUID()
    const at = { now: world.clock.now(), switches, id, capture_id: call.params.capture_id }
    const verdict = decide(stored, parsed.data as Body, at)
    if (isRefusal(verdict)) return refusalAnswer(verdict)
    keepOrder(world, verdict.stored)
    return accepted(stored, verdict, id, call, world)
  }

const malformedBody = (fields: string[], code: string | undefined, { switches }: World) =>
  code ? refuse(422, code, `Bad value: ${fields.join(", ")}`) : unprocessable(fields, switches)

function accepted(before: StoredOrder, verdict: Accepted, id: string, { origin }: Call, world: World): Answer {
  const effect = !isDeepStrictEqual(before, verdict.stored)
  if (!verdict.created) return { status: 204, effect }
  const { order_id } = verdict.stored.order
  const header = verdict.created === "capture" ? "Capture-Id" : "Refund-Id"
  return {
    status: 201,
    effect,
    headers: {
      [world.switches.id_headers === "hyphen" ? header : header.toLowerCase().replace("-", "_")]: id,
      Location: `${origin}/ordermanagement/v1/orders/${order_id}/${verdict.created}s/${id}`,
    },
  }
}
