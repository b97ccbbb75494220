import { MedusaError } from "@medusajs/framework/utils"
import type { Order } from "../../klarna/types"
import { contentFingerprint } from "../../mapping/fingerprint"
import type { Attention, OrderSnapshot, SyncPlan, WriteInShort } from "../../mapping/types"
import { inShort } from "../../mapping/write-in-short"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { accountMissing, severalKlarnaOrders } from "./attention"
import { compare, type Comparing } from "./compare"
import { type Look, lookAtKlarna } from "./look-at-klarna"
import { mirrorOf } from "./mirror"
import { readOrder } from "./read-order"
import { isOver, liveOf } from "./which-order"

/** How an order differs from Klarna's order as it is right now, and what a sync would do about it. */
export interface Difference {
  /** Same difference, same fingerprint: whoever confirms it confirms what was shown. */
  fingerprint: string
  /** What would be sent by itself, in this order. */
  writes: WriteInShort[]
  attention: Attention[]
  /** What would not be sent: it waits for the merchant or for Klarna's fraud decision, or cannot be changed any more. */
  notes: (SyncPlan["notes"][number] | SyncPlan["waiting"][number])[]
}

export interface DifferenceSeen {
  difference: Difference
  /** What was read of Klarna for it. */
  looks: Look[]
  /** What was compared; undefined where nothing could be. */
  compared?: { snapshot: OrderSnapshot; klarna: Order }
}

/**
 * Reads Klarna, plans, and sends nothing.
 * @throws MedusaError NOT_FOUND without an order, NOT_ALLOWED (400) when Klarna does not answer or does not show it
 */
export async function seeDifference(run: Comparing, rows: KlarnaOrderRow[]): Promise<DifferenceSeen> {
  const order = await readOrder(run.container, run.order_id)
  const newest = liveOf(rows)
  if (!order || !newest) throw new MedusaError(MedusaError.Types.NOT_FOUND, noKlarnaOrder(run.order_id))
  const candidates = rows.filter((row) => !isOver(row))
  const looks: Look[] = []
  for (const row of candidates.length ? candidates : [newest]) looks.push(await lookAtKlarna(run, row))

  const live = looks.filter(({ row }) => !isOver(row))
  const [{ row, order: klarna }] = live.length ? live : looks
  if (live.length > 1) return { looks, difference: stuck(severalKlarnaOrders(live.map(idOf)), row) }
  if (!klarna) return { looks, difference: stuck(accountMissing(row), row) }
  const { plan, snapshot } = await compare(run, order, row)
  return { looks, difference: differenceIn(plan, row), compared: { snapshot, klarna } }
}

export const noKlarnaOrder = (order_id: string) => `Order ${order_id} has no Klarna order`

const idOf = ({ row }: Look) => row.klarna_order_id

/** Nothing can be compared before somebody did something about this. */
function stuck(attention: Attention, row: KlarnaOrderRow): Difference {
  return differenceIn({ writes: [], held: [], attention: [attention], waiting: [], notes: [] }, row)
}

function differenceIn(plan: SyncPlan, row: KlarnaOrderRow): Difference {
  const mirror = mirrorOf(row)
  const shown = {
    writes: plan.writes.map((write) => inShort(write, mirror)),
    attention: plan.attention,
    notes: [...plan.waiting, ...plan.notes],
  }
  const sent = [...plan.writes, ...plan.held].map(({ fingerprint }) => fingerprint)
  const fingerprint = contentFingerprint("difference", { ...shown, sent }, row.klarna_order_id)
  return { fingerprint, ...shown }
}
