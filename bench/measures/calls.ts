import type { PaidOrder } from "../../integration-tests/processes/copy-orders"
import { callOf } from "../../integration-tests/store/klarna-calls"
import type { LoggedRequest } from "../../src/simulator"
import { waitFor } from "../../integration-tests/store/wait-for"
import type { ShopProcess } from "../house"
import { atMost, type Bench, type Figure, figure, type Measure, type Target } from "../measure"
import { now, untilQuiet, withSlowKlarna } from "../quiet"
import { changes } from "./changes"

const KLARNA_MS = 1000

/** Each count is exact, so one is enough. */
export const calls: Measure = {
  name: "calls",
  title: "1. Klarna calls: what was needed, beside the fewest that are possible",
  async run(bench) {
    const { house, guarantees } = bench
    const shop = await house.start("plugin")
    const all = [await placed(bench, shop), ...(await ofChanges(bench, shop))]
    all.push(await burstAtOnce(bench, shop), await burstOfClicks(bench, shop), await inStep(bench, shop))
    await guarantees.look()
    await shop.medusa.kill()
    return all
  },
}

const counted = (name: string, requests: LoggedRequest[], minimum: number | Target) =>
  figure(name, "calls", [requests.length], {
    target: typeof minimum === "number" ? atMost(minimum) : minimum,
    ...(requests.length && { note: requests.map(callOf).join(", ") }),
  })

/** After the order stands at Klarna: its own words are read once, and it is acknowledged. */
async function placed({ house, guarantees }: Bench, { shopper }: ShopProcess): Promise<Figure> {
  const { id } = await shopper.placeOrder()
  const klarnaId = await waitFor(
    async () => {
      const { rows } = await house.database.query<{ klarna_order_id: string }>(
        "SELECT klarna_order_id FROM klarna_order WHERE order_id = $1 AND dirty = 0 AND read_at IS NOT NULL",
        [id]
      )
      return rows[0]?.klarna_order_id
    },
    { timeout: 60_000, what: "the new order to be known" }
  )
  await untilQuiet(house, [{ id, klarnaId }])
  const after = (await guarantees.look()).filter(({ path }) => path.includes(`/orders/${klarnaId}`))
  return counted("order placed: after Klarna has it", after, 2)
}

async function ofChanges({ house, guarantees }: Bench, shop: ShopProcess): Promise<Figure[]> {
  const orders = await house.orders(shop, changes.length)
  for (const [at, { prepare }] of changes.entries()) await prepare?.(shop, orders[at])
  await untilQuiet(house, orders)
  await guarantees.look()

  for (const [at, { make }] of changes.entries()) {
    const since = await now(house)
    await make(shop, orders[at])
    await untilQuiet(house, [orders[at]], since)
  }
  // What an event brought late is counted too.
  await untilQuiet(house, orders)
  const requests = await guarantees.look()
  return changes.map(({ name, minimum }, at) => counted(name, ofOrder(requests, orders[at]), minimum))
}

const ofOrder = (requests: LoggedRequest[], { klarnaId }: PaidOrder) =>
  requests.filter(({ path }) => path.includes(klarnaId))

async function burstAtOnce({ house, guarantees }: Bench, shop: ShopProcess): Promise<Figure> {
  const [order] = await house.orders(shop, 1)
  await guarantees.look()
  await house.database.query(
    `UPDATE order_address SET address_1 = 'Burst 1' WHERE id = (SELECT shipping_address_id FROM "order" WHERE id = $1)`,
    [order.id]
  )
  const since = await now(house)
  await shop.task("emit", { name: "order.updated", ids: Array<string>(10).fill(order.id) })
  await untilQuiet(house, [order], since)
  return counted("burst: ten events at once, one change", await guarantees.look(), 1)
}

/** Whatever is clicked while Klarna answers goes with the next call. */
async function burstOfClicks({ house, guarantees }: Bench, shop: ShopProcess): Promise<Figure> {
  const [order] = await house.orders(shop, 1)
  await guarantees.look()
  let seconds = 0
  await withSlowKlarna(house, KLARNA_MS, async () => {
    const since = await now(house)
    const begin = performance.now()
    for (let clicks = 0; clicks < 10; clicks++) await shop.merchant.addCreditLine(order.id, 1)
    seconds = (performance.now() - begin) / KLARNA_MS
    await untilQuiet(house, [order], since)
  })
  const fewest = 1 + Math.ceil(seconds)
  const name = "burst: ten credit lines, while Klarna takes a second for each answer"
  return counted(name, await guarantees.look(), atMost(fewest))
}

async function inStep({ house, guarantees }: Bench, shop: ShopProcess): Promise<Figure> {
  const orders = await house.orders(shop, house.isQuick ? 20 : 100)
  await guarantees.look()
  await shop.task("reconcile", {})
  await shop.task("syncLoop", { ids: orders.map(({ id }) => id), concurrency: 4 })
  return counted(`reconcile, and a look at ${orders.length} orders in step`, await guarantees.look(), 0)
}
