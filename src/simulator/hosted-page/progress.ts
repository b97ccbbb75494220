import { randomUUID } from "node:crypto"
import type { HostedPage } from "../../klarna/types"
import { keepOrder } from "../order-management/find-order"
import { captureAll, placeOrder } from "../payments/create-order"
import type { Authorization, StoredHostedPage, StoredSession, World } from "../state"

/** Nothing more happens on such a page. */
const final = ["COMPLETED", "CANCELLED", "DISABLED"]

export const isFinal = ({ page }: StoredHostedPage) => final.includes(String(page.status))

/** Ends an hour before its payment session does. */
export const isExpired = (world: World, hosted: StoredHostedPage) =>
  !isFinal(hosted) && world.clock.now().getTime() >= Date.parse(hosted.page.expires_at ?? "")

export const hostedPageOf = (world: World, session: StoredSession) =>
  [...world.hostedPages.values()].find((one) => one.payment_session_id === session.session_id && !isFinal(one))

/** Moves the page on and tells the merchant. */
export function progress(world: World, hosted: StoredHostedPage, change: Partial<HostedPage>): void {
  hosted.page = { ...hosted.page, ...change, updated_at: world.clock.now().toISOString() }
  const { status_update } = hosted.request.merchant_urls ?? {}
  const url = status_update?.split("{{session_id}}").join(hosted.page.session_id)
  world.callbacks.post(url, { event_id: randomUUID(), session: readPage(hosted) }, world.clock.now())
}

/** As reading answers it; the links belong to creation only. */
export function readPage({ page }: StoredHostedPage) {
  const { session_id, status, authorization_token, order_id, klarna_reference, updated_at, expires_at } = page
  return {
    session_id,
    status,
    ...(authorization_token && { authorization_token }),
    ...(order_id && { order_id }),
    ...(klarna_reference && { klarna_reference }),
    updated_at,
    expires_at,
  }
}

/** The buyer has agreed: by its mode the page hands out the token, places the order, or captures it too. */
export function completeHostedPage(world: World, session: StoredSession, authorization: Authorization, origin: string) {
  const hosted = hostedPageOf(world, session)
  if (!hosted) return
  const mode = hosted.request.options?.place_order_mode ?? "NONE"
  if (mode === "NONE") {
    return progress(world, hosted, { status: "COMPLETED", authorization_token: authorization.token })
  }
  if (authorization.fraud_status === "REJECTED") return progress(world, hosted, { status: "FAILED" })
  const placed = placeOrder(world, authorization, session.purchase)
  authorization.consumed = { body: "", answer: { order_id: placed.order.order_id, redirect_url: origin } }
  if (mode === "CAPTURE_ORDER" && placed.order.fraud_status === "ACCEPTED") {
    keepOrder(world, captureAll(placed, world.clock.now(), world))
  }
  const { order_id, klarna_reference } = placed.order
  progress(world, hosted, { status: "COMPLETED", order_id, klarna_reference })
}
