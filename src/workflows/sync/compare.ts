import type { ResolvedKlarnaOptions } from "../../klarna"
import { captureDue } from "../../mapping/capture-on-shipment"
import type { OrderForSync } from "../../mapping/order-fields"
import { planSync } from "../../mapping/plan-sync"
import type { Attention, KlarnaMirror, OrderSnapshot, PlanPolicy, SyncPlan } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { afterBillingRefusals } from "./billing-fallback"
import { descriptionOf } from "./description"
import { editNote } from "./edit-note"
import { withKnownShipping } from "./known-shipping"
import { mirrorOf } from "./mirror"
import { snapshotOf } from "./snapshot"
import type { SyncRun } from "./types"

/** Comparing needs no claim and sends nothing. */
export type Comparing = Pick<SyncRun, "container" | "klarna" | "knex" | "order_id" | "force">

export interface Comparison {
  snapshot: OrderSnapshot
  plan: SyncPlan
  /** The account gave up billing addresses after Klarna's refusals, and this plan holds one back for it: since when. */
  gaveUpBilling?: string
}

/** What Medusa says of the order against what is known of Klarna's, and what follows by the policy of the store and of this run. */
export async function compare(run: Comparing, order: OrderForSync, row: KlarnaOrderRow): Promise<Comparison> {
  const snapshot = snapshotOf(run, order, row)
  const mirror = await withKnownShipping(run.knex, mirrorOf(row), snapshot)
  const parcelsGoAlong = goAlong(run.klarna.options, order, { row, snapshot, mirror })
  const ofStore: PlanPolicy = { ...run.klarna.options, force: run.force, now: new Date(), parcelsGoAlong }
  const first = planSync(snapshot, mirror, ofStore)
  // Two things that a plan may need and that are looked up only for it: what billing addresses came to, and the edit's note.
  const { policy, gaveUpBilling } = await afterBillingRefusals(run.knex, row.account_id, ofStore, first)
  const tellsAmount = [...first.writes, ...first.held].some(({ kind }) => kind === "authorization")
  const note = tellsAmount ? await editNote(run.container, run.order_id) : undefined
  const description = tellsAmount ? descriptionOf(run, note, snapshot, mirror) : undefined
  const plan = planSync(description ? { ...snapshot, description } : snapshot, mirror, policy)
  return { snapshot, plan, gaveUpBilling }
}

/** By option what has left is captured right after this comparison: one call then says both. */
function goAlong(
  { captureOnShipment, operations }: ResolvedKlarnaOptions,
  order: OrderForSync,
  { row, snapshot, mirror }: { row: KlarnaOrderRow; snapshot: OrderSnapshot; mirror: KlarnaMirror }
): boolean {
  const attention = (row.attention as Attention[] | null) ?? []
  const isRefused = attention.some(({ code }) => code === "capture_refused")
  const isWanted = captureOnShipment && operations.shippingInfo === "auto" && !isRefused
  return isWanted && captureDue(order, snapshot, mirror) !== undefined
}
