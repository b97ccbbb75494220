import { randomUUID } from "crypto"
import type { Given } from "../fact"
import { type RunningKlarna } from "./running"

/** The ids of what was brought about; an id that nothing was given for is one that Klarna does not know. */
export type Ids = Record<"order" | "capture" | "refund" | "session" | "token" | "page", string>

/** Makes true at the simulator what a fact takes for granted. */
export async function prepare(klarna: RunningKlarna, given: Given = {}): Promise<Ids> {
  const { controls } = klarna
  if (given.switches) await controls.switches(given.switches)
  const made = given.unknown ? {} : { ...(await ordered(klarna, given)), ...(await bought(klarna, given)) }
  if (given.later) await controls.clock({ advance_seconds: given.later })
  if (given.fault) await controls.faults({ fault: given.fault })
  const [order, capture, refund, session, token, page] = Array.from({ length: 6 }, () => randomUUID())
  return { order, capture, refund, session, token, page, ...made }
}

async function ordered({ controls }: RunningKlarna, { order }: Given): Promise<Partial<Ids>> {
  const { order_id, captures, refunds } = await controls.seedOrder(order)
  const [capture, refund] = [captures[0]?.capture_id, refunds[0]?.refund_id]
  return { order: order_id, ...(capture && { capture }), ...(refund && { refund }) }
}

async function bought(klarna: RunningKlarna, given: Given): Promise<Partial<Ids>> {
  if (!given.cart) return {}
  const opened = await created(klarna, "/payments/v1/sessions", given.cart)
  const session: string = opened.session_id
  const page = given.page && (await hostedPage(klarna, session, given))
  const token = given.agreed && (await klarna.controls.approve(session, given.agreed)).authorization_token
  if (given.placed) await created(klarna, `/payments/v1/authorizations/${token}/order`, given.cart)
  return { session, ...(page && { page }), ...(token && { token }) }
}

async function hostedPage(klarna: RunningKlarna, session: string, { page, looked, statusUpdates }: Given) {
  const { session_id, redirect_url } = await created(klarna, "/hpp/v1/sessions", {
    payment_session_url: `${klarna.url}/payments/v1/sessions/${session}`,
    options: { place_order_mode: page },
    ...(statusUpdates && { merchant_urls: { status_update: statusUpdates } }),
  })
  if (looked) await fetch(redirect_url)
  return session_id as string
}

async function created(klarna: RunningKlarna, path: string, body: object) {
  const answer = await klarna.call("POST", path, body)
  if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** A path, body or expectation with the ids in their places. */
export const filled = <T>(template: T, ids: Ids): T =>
  template === undefined
    ? template
    : JSON.parse(
        JSON.stringify(template).replace(/(?<!\{)\{(\w+)\}(?!\})/g, (whole, name: keyof Ids) => ids[name] ?? whole)
      )
