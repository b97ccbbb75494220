import { callOf } from "../../integration-tests/store/klarna-calls"
import { copyChange, type PaidOrder } from "../../integration-tests/processes/copy-orders"
import type { LoggedRequest } from "../../src/simulator"
import type { ShopProcess } from "../house"
import type { Patch } from "../inside/patch-loop"
import { atMost, type Bench, figure, type Measure } from "../measure"
import { withSlowKlarna } from "../quiet"

const KLARNA_MS = 150
const CHANGES = 10

/** How often each way calls for ten changes: counted. How long Klarna is busy with it: shown. */
export const others: Measure = {
  name: "others",
  title: `8. Against others: five moves and five edits, one after the other, Klarna takes ${KLARNA_MS} ms`,
  async run(bench) {
    const { house, guarantees } = bench
    const [plain, plugin] = [await house.start("plain"), await house.start("plugin")]
    const orders = await house.orders(plugin, CHANGES)
    const rounds = house.isQuick ? 1 : 3
    const ours: number[] = []
    const readThenWrite: number[] = []
    const subscriber: number[] = []
    let calls = 0
    for (let round = 0; round < rounds; round++) {
      await change(bench, plain, orders, round)
      await guarantees.look()
      const loops = await withSlowKlarna(house, KLARNA_MS, async () => {
        const mine = await plugin.task("syncLoop", { ids: orders.map(({ id }) => id), concurrency: 1 })
        const sent = await guarantees.look()
        const patches = sent.map((request) => patchOf(request, orders))
        const loop = { url: house.klarnaUrl, concurrency: 1 }
        const theirs = await plugin.task("patchLoop", { ...loop, patches, looksFirst: true, reading: "full" })
        const naive = await plugin.task("patchLoop", { ...loop, patches: withOther(patches), reading: "full" })
        calls = sent.length
        return { mine, theirs, naive }
      })
      ours.push(loops.mine.ms / CHANGES)
      readThenWrite.push(loops.theirs.ms / CHANGES)
      subscriber.push(loops.naive.ms / CHANGES)
    }
    await Promise.all([plain, plugin].map(({ medusa }) => medusa.kill()))
    const fewer = (theirs: number[]) => ours.map((ms, at) => ms / theirs[at])
    return [
      figure("this plugin: calls", "calls", [calls], { target: atMost(CHANGES) }),
      figure("read, then write (as WooCommerce's plugin does): calls", "calls", [2 * CHANGES]),
      figure("a subscriber that sends all it knows: calls", "calls", [2 * CHANGES]),
      figure("this plugin: time of a change", "ms", ours),
      figure("this plugin, times read-then-write", "x", fewer(readThenWrite), { target: atMost(1, " x") }),
      figure("this plugin, times the subscriber", "x", fewer(subscriber), { target: atMost(1, " x") }),
    ]
  },
}

/** The first five move, the others are edited; no event tells of it. */
async function change({ house }: Bench, plain: ShopProcess, orders: PaidOrder[], round: number): Promise<void> {
  const [first, ...copies] = orders.slice(CHANGES / 2)
  await house.database.query(
    `UPDATE order_address SET address_1 = $1 WHERE id IN (SELECT shipping_address_id FROM "order" WHERE id = ANY($2))`,
    [`Vägen ${round}`, orders.slice(0, CHANGES / 2).map(({ id }) => id)]
  )
  await plain.merchant.editOrder(first.id, (edit) => edit.changeItem("Mug", { quantity: round % 2 ? 2 : 1 }))
  await copyChange(house.database, first, copies)
}

const patchOf = ({ path, body }: LoggedRequest, orders: PaidOrder[]): Patch => ({
  path,
  body: body as object,
  order_id: orders.find(({ klarnaId }) => path.includes(klarnaId))?.id,
})

/** It does not know what changed, so each change is told as both: amount with lines, and the address. */
function withOther(patches: Patch[]): Patch[] {
  const [authorization, details] = ["authorization", "customer-details"].map((part) =>
    patches.find(({ path }) => path.endsWith(part))
  )
  if (!authorization || !details)
    throw new Error(`Expected both kinds, not ${patches.map(({ path }) => callOf({ method: "PATCH", path }))}`)
  return patches.flatMap((patch) => {
    const [part, other] =
      patch === authorization || patch.path.endsWith("authorization")
        ? ["customer-details", details]
        : ["authorization", authorization]
    return [patch, { path: patch.path.replace(/[a-z-]+$/, part as string), body: (other as Patch).body }]
  })
}
