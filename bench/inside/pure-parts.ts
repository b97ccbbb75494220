import type { MedusaContainer } from "@medusajs/framework/types"
import { orderSnapshot } from "../../src/mapping/order-snapshot"
import { planSync } from "../../src/mapping/plan-sync"
import { mirrorOf } from "../../src/workflows/sync/mirror"
import { readOrder as readForSync } from "../../src/workflows/sync/read-order"
import { KLARNA_MODULE } from "../../src/modules/klarna/constants"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { readOrder } from "./read-order"
import { timed } from "./stopwatch"

/** CPU of mapping and planning one order, of Medusa's query for it, and of the plugin's own read; milliseconds, one after the other. */
export async function pureParts(container: MedusaContainer, { id, times }: { id: string; times: number }) {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const [row] = await klarna.rowsOfOrder(id)
  const order = await readForSync(container, id)
  if (!order) throw new Error(`There is no order ${id}`)
  let lines = 0
  const once = () => {
    const { options } = klarna
    const snapshot = orderSnapshot(order, {
      klarna_order_id: row.klarna_order_id,
      purchase_country: row.purchase_country ?? "",
      options,
    })
    const { writes } = planSync(snapshot, mirrorOf(row), { ...options, force: [], now: new Date() })
    if (!writes.length) throw new Error("There was nothing to plan")
    lines = snapshot.lines.length
  }
  const repeated = (work: () => unknown, count: number) =>
    timed(async () => {
      for (let time = 0; time < count; time++) await work()
    }).then(({ cpuMs }) => cpuMs / count)
  const samples = { pure: [] as number[], query: [] as number[], ours: [] as number[] }
  for (let round = 0; round <= times; round++) {
    const [pure, query, ours] = [
      await repeated(once, 20),
      await repeated(() => readOrder(container, id, "full"), 3),
      await repeated(() => readForSync(container, id), 3),
    ]
    // The first round warms up.
    if (round > 0)
      for (const [name, value] of Object.entries({ pure, query, ours })) samples[name as "pure"].push(value)
  }
  return { ...samples, lines }
}
