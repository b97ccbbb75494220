import assert from "node:assert/strict"
import { createRequire } from "node:module"
import { join } from "node:path"
import type * as Simulator from "../../src/simulator"
import { adminHeaders, type Login } from "../store/admin-login"
import { httpOf, type Http } from "../store/http"
import { klarnaSideOf } from "../store/klarna-side"
import { merchantOf } from "../store/merchant"
import { shopperOf } from "../store/place-order"
import { seedStore } from "../store/seed-store"
import { waitFor } from "../store/wait-for"

/** What a store does with the plugin, through its own APIs, beside the simulator of the installed package. */
export async function playStory(
  folder: string,
  { url, klarnaUrl, login, say }: { url: string; klarnaUrl: string; login: Login; say: (line: string) => void }
): Promise<{ orderId: string }> {
  // The helpers that stores test their own checkout with.
  const installed = createRequire(join(folder, "package.json"))("medusa-klarna/simulator") as typeof Simulator
  const klarna = installed.simulatorControls(klarnaUrl)
  await startsInATest(installed)
  say("the simulator starts within a test of the store's")

  const headers = await adminHeaders(url, login)
  const admin = httpOf(
    () => url,
    () => headers
  )
  const store = await seedStore(admin)
  const storefront = httpOf(
    () => url,
    () => ({ "x-publishable-api-key": store.publishableKey })
  )
  const approve = async (session: string) => (await klarna.approve(session)).authorization_token
  const { placeOrder } = shopperOf(storefront, () => store, approve)
  const { editOrder, cancelOrder, capturePayment } = merchantOf(admin, () => store)
  say("a store with regions, products and shipping was made")

  const sold = await soldOrder(admin, placeOrder)
  const first = await klarna.order(sold.klarnaId)
  assert.equal(first.status, "AUTHORIZED")
  assert.ok(
    first.order_lines.some((line) => line.product_identifiers?.brand === "Norrsken"),
    "the store's own lines"
  )
  say(`sold: Klarna holds ${first.order_amount}`)

  await editOrder(sold.id, (edit) => edit.addItem("Mug"))
  const edited = await waitFor(async () => {
    const order = await klarna.order(sold.klarnaId)
    return order.order_amount > first.order_amount ? order : undefined
  }, PATIENTLY)
  assert.equal(edited.order_lines.length, first.order_lines.length + 1)
  await inSync(admin, sold.id)
  say(`edited: Klarna holds ${edited.order_amount}`)

  const other = await soldOrder(admin, placeOrder)
  await cancelOrder(other.id)
  await waitFor(async () => (await klarna.order(other.klarnaId)).status === "CANCELLED", PATIENTLY)
  say("canceled: Klarna's order is cancelled")

  await capturePayment(sold.id)
  const captured = await klarna.order(sold.klarnaId)
  assert.equal(captured.status, "CAPTURED")
  assert.equal(captured.captured_amount, edited.order_amount)
  say(`captured: ${captured.captured_amount}`)
  return { orderId: sold.id }
}

async function startsInATest({ startKlarnaSimulator, simulatorControls }: typeof Simulator): Promise<void> {
  const klarna = await startKlarnaSimulator({ merchants: [{ username: "shop", password: "secret" }] })
  try {
    const controls = simulatorControls(klarna.url)
    const { order_id } = await controls.seedOrder({ order_amount: 4000, captured_amount: 1000 })
    assert.equal((await controls.order(order_id)).status, "PART_CAPTURED")
  } finally {
    await klarna.close()
  }
}

const PATIENTLY = { timeout: 60_000, every: 250, what: "Klarna to hear of it" }

async function soldOrder(admin: Http, placeOrder: () => Promise<{ id: string }>) {
  const { id } = await placeOrder()
  const side = await inSync(admin, id)
  return { id, klarnaId: side.klarna_order.klarna_order_id }
}

const inSync = (admin: Http, id: string) =>
  waitFor(
    async () => {
      const side = await klarnaSideOf(admin, id)
      return side.klarna_order.sync_state === "in_sync" ? side : undefined
    },
    { ...PATIENTLY, what: "the order to be in sync" }
  )
