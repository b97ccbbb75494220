import type { PaidOrder } from "../../integration-tests/processes/copy-orders"
import type { LoggedRequest } from "../../src/simulator"
import type { ShopProcess } from "../house"
import { type Bench, type Figure, figure, type Measure, notAbove } from "../measure"
import { now, untilQuiet, withSlowKlarna } from "../quiet"

const KLARNA_MS = 150
const notAsking = { KLARNA_OPTIONS: JSON.stringify({ askFirst: { amounts: "never", shippingAddress: false } }) }

/** A request that a merchant waits for. */
interface Click {
  name: string
  isAsked: boolean
  prepare?: (shop: ShopProcess, order: PaidOrder) => Promise<unknown>
  path: (id: string) => string
  body: object
}

const clicks: Click[] = [
  {
    name: "POST /admin/order-edits/:id/confirm",
    isAsked: true,
    prepare: async (shop, { id }) => (await shop.merchant.beginEdit(id)).changeItem("Mug", { quantity: 3 }),
    path: (id) => `/admin/order-edits/${id}/confirm`,
    body: {},
  },
  {
    name: "POST /admin/orders/:id",
    isAsked: true,
    path: (id) => `/admin/orders/${id}`,
    body: { shipping_address: { address_1: "Storgatan 1" } },
  },
  { name: "POST /admin/orders/:id/cancel", isAsked: false, path: (id) => `/admin/orders/${id}/cancel`, body: {} },
]

export const wait: Measure = {
  name: "wait",
  title: "2. The merchant's wait, beside a Medusa without the plugin whose provider does nothing",
  async run(bench) {
    const pairs = bench.house.isQuick ? 3 : 25
    const askable = clicks.filter(({ isAsked }) => isAsked)
    return [
      ...(await compared(bench, notAsking, clicks, (click, shops) => told(bench, click, shops, pairs))),
      ...(await compared(bench, {}, askable, (click, shops) => asked(bench, click, shops, pairs))),
    ]
  },
}

/** Both stores are started together: the longer a process runs, the faster it is. */
async function compared(
  { house }: Bench,
  ofPlugin: Record<string, string>,
  all: Click[],
  measured: (click: Click, shops: Both) => Promise<Figure[]>
): Promise<Figure[]> {
  const [plain, plugin] = [await house.start("plain"), await house.start("plugin", ofPlugin)]
  const figures: Figure[] = []
  for (const click of all) figures.push(...(await measured(click, { plain, plugin })))
  await Promise.all([plain, plugin].map(({ medusa }) => medusa.kill()))
  return figures
}

interface Both {
  plain: ShopProcess
  plugin: ShopProcess
}

async function told(bench: Bench, click: Click, shops: Both, count: number): Promise<Figure[]> {
  const pairs = await clickPairs(bench, click, shops, count)
  const target = notAbove(1.03, " x")
  return [
    figure(
      `${click.name}, told afterwards`,
      "x",
      pairs.map(({ plugin, plain }) => plugin.ms / plain.ms),
      { target }
    ),
    figure(
      `${click.name}, without the plugin`,
      "ms",
      pairs.map(({ plain }) => plain.ms)
    ),
  ]
}

async function asked(bench: Bench, click: Click, shops: Both, count: number): Promise<Figure[]> {
  const pairs = await withSlowKlarna(bench.house, KLARNA_MS, () => clickPairs(bench, click, shops, count))
  const own = ({ plugin, plain }: Pair) => (plugin.ms - plugin.klarnaMs) / plain.ms
  const target = notAbove(1.15, " x")
  return [
    figure(`${click.name}, asked first: less Klarna's own time`, "x", pairs.map(own), { target }),
    figure(
      `${click.name}, asked first: Klarna's own time`,
      "ms",
      pairs.map(({ plugin }) => plugin.klarnaMs)
    ),
  ]
}

interface Clicked {
  ms: number
  /** Of the calls that were over when the merchant had the answer. */
  klarnaMs: number
}
interface Pair {
  plain: Clicked
  plugin: Clicked
}

const WARM_UPS = 3

/** Identical orders, one after the other, now this store first and now that one. The first pairs warm up. */
async function clickPairs(bench: Bench, click: Click, shops: Both, count: number): Promise<Pair[]> {
  const orders = await bench.house.orders(shops.plugin, 2 * (count + WARM_UPS))
  const pairs: Pair[] = []
  for (let at = 0; at < count + WARM_UPS; at++) {
    const [mine, theirs] = [orders[2 * at], orders[2 * at + 1]]
    const plugin = () => timedClick(bench, click, shops.plugin, mine, true)
    const plain = () => timedClick(bench, click, shops.plain, theirs, false)
    const pair =
      at % 2 ? { plugin: await plugin(), plain: await plain() } : { plain: await plain(), plugin: await plugin() }
    if (at >= WARM_UPS) pairs.push(pair)
  }
  return pairs
}

async function timedClick(
  { house, guarantees }: Bench,
  { prepare, path, body }: Click,
  shop: ShopProcess,
  order: PaidOrder,
  isTold: boolean
): Promise<Clicked> {
  await prepare?.(shop, order)
  await guarantees.look()
  const since = await now(house)
  const begin = performance.now()
  await shop.admin.post(path(order.id), body)
  const ms = performance.now() - begin
  const answered = Date.now()
  if (isTold) await untilQuiet(house, [order], since)
  const requests = await guarantees.look()
  return { ms, klarnaMs: requests.filter((one) => endOf(one) <= answered).reduce((sum, one) => sum + lengthOf(one), 0) }
}

const endOf = ({ ended_at }: LoggedRequest) => (ended_at ? Date.parse(ended_at) : Infinity)
const lengthOf = (request: LoggedRequest) => endOf(request) - Date.parse(request.at)
