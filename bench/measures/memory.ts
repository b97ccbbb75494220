import { type Figure, figure, type Measure, notAbove } from "../measure"

/** What a worker does between two deployments, and how many of them a run of ten minutes has time for. */
const WORKER_LIFE = 50_000
const WINDOWS = 12
const PER_WINDOW = 250
/** They are told over and over. */
const ORDERS = 250
const GROWTH_MB = 20

/** `BENCH_SYNCS` does more of them: 50000 takes most of an hour. */
export const memory: Measure = {
  name: "memory",
  title: "6a. Memory of a worker that syncs on and on",
  async run({ house, guarantees }) {
    const wished = Number(process.env.BENCH_SYNCS ?? WINDOWS * PER_WINDOW)
    const perWindow = house.isQuick ? 20 : Math.ceil(wished / WINDOWS)
    const shop = await house.start("plugin")
    const orders = await house.orders(shop, Math.min(perWindow, ORDERS))
    const heaps: number[] = []
    for (let window = 0; window <= WINDOWS; window++) {
      for (let told = 0; told < perWindow; told += orders.length) {
        const ids = orders.slice(0, perWindow - told).map(({ id }) => id)
        // Each of them has something to tell.
        await house.database.query(
          `UPDATE order_address SET address_1 = $1 WHERE id IN (SELECT shipping_address_id FROM "order" WHERE id = ANY($2))`,
          [`Fönstret ${window}, ${told}`, ids]
        )
        await shop.task("syncLoop", { ids, concurrency: 4 })
        await guarantees.look()
      }
      heaps.push((await shop.task("memory", {})).heap)
    }
    await shop.medusa.kill()
    // The first window warms up.
    return growthOf(heaps.slice(1), perWindow)
  },
}

function growthOf(heaps: number[], perWindow: number): Figure[] {
  const steps = heaps.slice(1).map((heap, at) => heap - heaps[at])
  const perLife = steps.map((step) => (step / perWindow) * WORKER_LIFE)
  const note = `${heaps.length * perWindow} syncs were made; the growth between windows of ${perWindow} is projected to ${WORKER_LIFE}.`
  return [
    figure("heap after a collection, all windows", "MB", heaps),
    figure(`growth, projected to ${WORKER_LIFE} orders`, "MB", perLife, { target: notAbove(GROWTH_MB, " MB"), note }),
  ]
}
