import { copyChange, type PaidOrder } from "../../integration-tests/processes/copy-orders"
import { callOf } from "../../integration-tests/store/klarna-calls"
import { type House, type ShopProcess } from "../house"
import type { Patch } from "../inside/patch-loop"
import type { Took } from "../inside/stopwatch"
import { atLeast, type Bench, type Figure, figure, type Measure } from "../measure"
import { twoProcesses } from "./two-processes"

const CONCURRENCY = 8

/** One round: the plugin, and the two bare loops with the same requests. */
interface Round {
  ours: Took
  bare: Took
  reading: Took
}

export const throughput: Measure = {
  name: "throughput",
  title: "4. Throughput: orders per second in one process, against bare loops of the same requests",
  async run({ house, guarantees }) {
    const rounds = house.isQuick ? 2 : 9
    const count = house.isQuick ? 10 : 40
    const plugin = await house.start("plugin")
    const plain = await house.start("plain")
    const [first, ...copies] = await house.orders(plugin, count + 1)
    await guarantees.look()

    const addresses = await inRounds(rounds, (round) => moveHouse(house, [first, ...copies], `Storgatan ${round + 1}`))
    const edits = await inRounds(rounds, (round) => editAll({ house, plain }, first, copies, round % 2 ? 2 : 1))
    const told = [
      ...figures("address, nothing to settle", addresses, copies.length, 1),
      ...figures("edit, the payment follows", edits, copies.length, 0.5),
    ]
    await plain.medusa.kill()
    await plugin.medusa.kill()
    return [...told, ...(await twoProcesses({ house, guarantees }, copies))]

    /** Warmed up by one round that does not count. */
    async function inRounds(times: number, change: (round: number) => Promise<PaidOrder[]>): Promise<Round[]> {
      const all: Round[] = []
      for (let round = 0; round <= times; round++) {
        const changed = await change(round)
        const one = await oneRound({ house, guarantees }, plugin, changed, copies)
        if (round > 0) all.push(one)
      }
      return all
    }
  },
}

async function oneRound({ house, guarantees }: Bench, plugin: ShopProcess, changed: PaidOrder[], copies: PaidOrder[]) {
  const others = changed.filter((order) => !copies.includes(order))
  await plugin.task("syncLoop", { ids: idsOf(others), concurrency: 1 })
  await guarantees.look()
  const ours = await plugin.task("syncLoop", { ids: idsOf(copies), concurrency: CONCURRENCY })
  const sent = await guarantees.look()
  if (ours.results.in_sync !== copies.length || sent.length !== copies.length)
    throw new Error(`${copies.length} orders: ${JSON.stringify(ours.results)}, and ${sent.map(callOf).join(", ")}`)

  const patches: Patch[] = sent.map(({ path, body }) => ({
    path,
    body: body as object,
    order_id: copies.find(({ klarnaId }) => path.includes(klarnaId))!.id,
  }))
  const loop = { url: house.klarnaUrl, patches, concurrency: CONCURRENCY }
  const reading = await plugin.task("patchLoop", { ...loop, reading: "full" })
  const bare = await plugin.task("patchLoop", loop)
  return { ours, bare, reading }
}

function figures(what: string, rounds: Round[], orders: number, target: number): Figure[] {
  const each = (one: (round: Round) => number) => rounds.map(one)
  const perSecond = ({ ms }: Took) => (orders * 1000) / ms
  const cpu = ({ cpuMs }: Took) => cpuMs / orders
  return [
    figure(
      `${what}: times (b), the loop that reads each order with Medusa's query`,
      "x",
      each(({ ours, reading }) => reading.ms / ours.ms),
      {
        target: atLeast(target, " x"),
      }
    ),
    figure(
      `${what}: times (a), the bare loop`,
      "x",
      each(({ ours, bare }) => bare.ms / ours.ms)
    ),
    figure(
      `${what}: orders`,
      "per second",
      each(({ ours }) => perSecond(ours))
    ),
    figure(
      `${what}: CPU per order`,
      "ms",
      each(({ ours }) => cpu(ours))
    ),
    figure(
      `${what}: CPU per order of (b)`,
      "ms",
      each(({ reading }) => cpu(reading))
    ),
    figure(
      `${what}: CPU per order of (a)`,
      "ms",
      each(({ bare }) => cpu(bare))
    ),
  ]
}

/** By SQL, so that no event tells of it: each order moves. */
async function moveHouse({ database }: House, orders: PaidOrder[], street: string): Promise<PaidOrder[]> {
  await database.query(
    `UPDATE order_address SET address_1 = $1 WHERE id IN (SELECT shipping_address_id FROM "order" WHERE id = ANY($2))`,
    [street, idsOf(orders)]
  )
  return orders
}

/** A plain store edits one order, as core does it with any payment provider; all others become its copies. */
async function editAll(
  { house, plain }: { house: House; plain: ShopProcess },
  first: PaidOrder,
  copies: PaidOrder[],
  mugs: number
): Promise<PaidOrder[]> {
  await plain.merchant.editOrder(first.id, (edit) => edit.changeItem("Mug", { quantity: mugs }))
  await copyChange(house.database, first, copies)
  return [first, ...copies]
}

const idsOf = (orders: PaidOrder[]) => orders.map(({ id }) => id)
