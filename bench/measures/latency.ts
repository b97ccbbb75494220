import type { PaidOrder } from "../../integration-tests/processes/copy-orders"
import type { LoggedRequest } from "../../src/simulator"
import type { ShopProcess } from "../house"
import type { Moment } from "../inside/watch-statements"
import { type Bench, type Figure, figure, type Measure } from "../measure"
import { now, untilQuiet, withSlowKlarna } from "../quiet"
import { quantile } from "../report/statistics"
import { isWish, timesOf } from "./times-of"

const notAsking = { KLARNA_OPTIONS: JSON.stringify({ askFirst: { amounts: "never", shippingAddress: false } }) }

export const latency: Measure = {
  name: "latency",
  title: "3. From Medusa's commit to Klarna's receipt (told afterwards), and where the time goes",
  async run(bench) {
    const count = bench.house.isQuick ? 5 : 60
    const shop = await bench.house.start("plugin", notAsking)
    const figures: Figure[] = []
    for (const klarnaMs of [0, 150]) {
      const samples = await withSlowKlarna(bench.house, klarnaMs, () => sampled(bench, shop, count))
      figures.push(...percentiles(klarnaMs, samples), ...(klarnaMs ? [] : breakdown(samples)))
    }
    await shop.medusa.kill()
    return figures
  },
}

interface Sample {
  /** Milliseconds until Klarna had it. */
  total: number
  /** Of which, by part. */
  parts: Record<string, number>
}

/** The first ones warm up. */
async function sampled(bench: Bench, shop: ShopProcess, count: number): Promise<Sample[]> {
  const warmUps = 3
  const orders = await bench.house.orders(shop, count + warmUps)
  const samples: Sample[] = []
  for (const order of orders) samples.push(await oneChange(bench, shop, order))
  return samples.slice(warmUps)
}

async function oneChange({ house, guarantees }: Bench, shop: ShopProcess, order: PaidOrder): Promise<Sample> {
  await guarantees.look()
  const since = await now(house)
  await shop.task("watch", {})
  await shop.merchant.updateOrder(order.id, { shipping_address: { address_1: "Storgatan 9" } })
  await untilQuiet(house, [order], since)
  const { moments } = await shop.task("watched", {})
  const [request] = await guarantees.look()
  return sampleOf(moments, request)
}

function sampleOf(moments: Moment[], { at }: LoggedRequest): Sample {
  const sent = moments.find(({ what }) => what === "request")
  const wished = moments.find(({ what }) => isWish(what))
  const commits = moments.filter(({ what, end }) => /^commit/i.test(what) && end < (wished?.begin ?? 0))
  if (!sent || !wished || !commits.length) throw new Error("A change did not lead to a call")
  const committed = Math.max(...commits.map(({ end }) => end))
  const received = Math.max(Date.parse(at), sent.begin)
  const statements = moments.filter(({ what }) => what !== "request")
  return {
    total: received - committed,
    parts: {
      "the event, until the plugin's first statement": wished.begin - committed,
      ...timesOf(statements, wished.begin, sent.begin),
      "on its way to Klarna": received - sent.begin,
    },
  }
}

function percentiles(klarnaMs: number, samples: Sample[]): Figure[] {
  const totals = samples.map(({ total }) => total)
  const name = klarnaMs ? `Klarna takes ${klarnaMs} ms` : "Klarna answers at once"
  return [
    figure(`${name}: p50`, "ms", totals),
    ...[95, 99].map((percent) => figure(`${name}: p${percent}`, "ms", [quantile(totals, percent / 100)])),
  ]
}

const breakdown = (samples: Sample[]): Figure[] =>
  Object.keys(samples[0].parts).map((part) =>
    figure(
      `of it ${part}`,
      "ms",
      samples.map(({ parts: all }) => all[part])
    )
  )
