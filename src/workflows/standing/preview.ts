import { inShort } from "../../mapping/write-in-short"
import type { OrderForSync } from "../../mapping/order-fields"
import type { SyncPlan, WriteInShort } from "../../mapping/types"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { compare, type Comparing } from "../sync/compare"
import { mirrorOf } from "../sync/mirror"

export interface Preview {
  writes: WriteInShort[]
  held: WriteInShort[]
  waiting: SyncPlan["waiting"]
}

/** What a sync would send now, planned from memory; null where nothing can be planned. */
export async function previewOf(
  run: Comparing,
  order: OrderForSync | undefined,
  row: KlarnaOrderRow,
  hasAccount: boolean
): Promise<Preview | null> {
  if (!order || !hasAccount || isOff(row) || row.sync_state === "closed" || !row.read_at) return null
  const { plan } = await compare(run, order, row)
  const shown = (writes: typeof plan.writes) => writes.map((write) => inShort(write, mirrorOf(row)))
  return { writes: shown(plan.writes), held: shown(plan.held), waiting: plan.waiting }
}
