import { startRedis, whyNoRedis } from "../../integration-tests/cluster/redis"
import type { PaidOrder } from "../../integration-tests/processes/copy-orders"
import type { House, ShopProcess } from "../house"
import { atLeast, type Bench, type Figure, figure } from "../measure"
import { now, untilQuiet } from "../quiet"
import { availableParallelism } from "os"

/** Cores from which a second process should pay. */
const ENOUGH_CORES = 4

/** The same wishes as events over Redis: one process takes them, then two share them. */
export async function twoProcesses({ house, guarantees }: Bench, orders: PaidOrder[]): Promise<Figure[]> {
  const why = whyNoRedis()
  if (why) {
    console.log(`Not measured with two processes: ${why}`)
    return []
  }
  const redis = await startRedis()
  const one = await house.start("plugin", { REDIS_URL: redis.url })
  const rounds = house.isQuick ? 1 : 5
  const alone = await inRounds(1)
  const two = await house.start("plugin", { REDIS_URL: redis.url })
  const together = await inRounds(2)
  await Promise.all([one, two].map(({ medusa }) => medusa.kill()))
  await redis.stop()
  const cores = availableParallelism()
  const target = cores >= ENOUGH_CORES ? atLeast(1.7, " x") : atLeast(1, " x")
  return [
    figure(
      `two processes with Redis, times one (${cores} cores)`,
      "x",
      together.map((ms, at) => alone[at] / ms),
      { target }
    ),
    figure(
      "one process with Redis: orders",
      "per second",
      alone.map((ms) => (orders.length * 1000) / ms)
    ),
    figure(
      "two processes with Redis: orders",
      "per second",
      together.map((ms) => (orders.length * 1000) / ms)
    ),
  ]

  /** The first one warms up. */
  async function inRounds(processes: number): Promise<number[]> {
    const all: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const ms = await tellAll(house, one, orders, `Kungsgatan ${processes}${round}`)
      const calls = await guarantees.look()
      if (calls.length !== orders.length) throw new Error(`${orders.length} orders, ${calls.length} calls`)
      if (round > 0) all.push(ms)
    }
    return all
  }
}

async function tellAll(house: House, shop: ShopProcess, orders: PaidOrder[], street: string): Promise<number> {
  const ids = orders.map(({ id }) => id)
  await house.database.query(
    `UPDATE order_address SET address_1 = $1 WHERE id IN (SELECT shipping_address_id FROM "order" WHERE id = ANY($2))`,
    [street, ids]
  )
  const since = await now(house)
  const begin = performance.now()
  await shop.task("emit", { name: "order.updated", ids })
  await untilQuiet(house, orders, since)
  return performance.now() - begin
}
