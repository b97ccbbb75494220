import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Order } from "../../klarna/types"
import {
  acknowledgedAtAdoption,
  asGoodAsTold,
  asHandedOver,
  differencesIn,
  klarnaOrderIdAt,
  paymentsToHandOver,
} from "../../mapping/other-plugin"
import type { OrderForSync } from "../../mapping/order-fields"
import type { AccountToAsk } from "../../modules/klarna/accounts-to-ask"
import type { Adoption, Known, LookedInto } from "../../modules/klarna/adopt"
import type { BackfillFinding } from "../../modules/klarna/backfill-findings"
import type { BackfillRunRow } from "../../modules/klarna/backfill"
import { isOff } from "../../modules/klarna/connection"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"
import { announcementOf } from "../sync/announcement"
import { compare, type Comparison } from "../sync/compare"
import { nextReadAt, stateAfter } from "../sync/state"
import { isOver } from "../sync/which-order"
import { adoptedRow } from "./adopted-row"
import type { Candidate } from "./candidates"
import { findAtKlarna } from "./find-at-klarna"
import type { BackfillOptions } from "./options"

/** What a run works with. */
export interface BackfillTools {
  container: MedusaContainer
  klarna: KlarnaModuleService
  knex: Knex
  run: BackfillRunRow
  options: BackfillOptions
  /** The run's sign of life. @throws BackfillInterruptedError when it was stopped */
  alive: () => Promise<void>
}

/** What is known of a candidate before Klarna is asked. */
export interface AtHand {
  /** Klarna's id, where the payment has one. */
  klarna_order_id: string | undefined
  order: OrderForSync | undefined
  known: Known
}

/**
 * What a payment of the other provider is worth: Klarna is read, nothing is sent and nothing remembered.
 * @throws BackfillInterruptedError when Klarna does not answer
 */
export async function lookInto(tools: BackfillTools, candidate: Candidate, atHand: AtHand): Promise<LookedInto> {
  const { klarna, options, alive } = tools
  const { payment_id, order_id } = candidate
  const { klarna_order_id = null, order, known } = atHand
  const found = (
    result: BackfillFinding["result"],
    reasons: string[] | null = null,
    account_id: string | null = null
  ) => ({ finding: { payment_id, order_id, klarna_order_id, account_id, result, adopted: false, reasons } })

  if (!klarna_order_id) return isOurs(candidate, known) ? found("already_known") : found("not_found", [NO_ID])
  const owner = known.orderOf.get(klarna_order_id)
  if (owner) return owner === order_id ? found("already_known") : found("failed", ["of_another_order"])
  if (!order) return found("failed", ["order_missing"])

  const country = (order.billing_address ?? order.shipping_address)?.country_code ?? undefined
  const toAsk = await klarna.accountsToAsk({ country, currency: candidate.currency_code }, options.account_id)
  const answer = await findAtKlarna(toAsk, klarna_order_id, alive)
  if ("missing" in answer) return found(answer.missing, answer.reasons)

  const { account_id } = answer.account.identity
  if (answer.order.purchase_currency.toUpperCase() !== candidate.currency_code.toUpperCase())
    return found("failed", ["other_currency"], account_id)
  const siblings = known.rowsOf.get(order_id) ?? []
  // Of several nobody can tell which one a change is meant for; and one that is off would take the others with it.
  if (siblings.some((row) => !isOver(row) || isOff(row)))
    return found("different", ["several_klarna_orders"], account_id)
  const { adoption, reasons } = await compared(tools, order, answer.account, answer.order)
  const looked = found(reasons ? "different" : "in_sync", reasons, account_id)
  return options.dry_run ? looked : { ...looked, adoption }
}

const NO_ID = "no_klarna_order_id"

/** The pattern fits this plugin's own sales too. */
export function isOurs({ data, order_id }: Candidate, { orderOf }: Known): boolean {
  const ours = klarnaOrderIdAt(data, OUR_PATH)
  return ours !== undefined && orderOf.get(ours) === order_id
}

/** Where this plugin's provider keeps it. */
export const OUR_PATH = "data.klarna_order_id"

/** The comparison that a sync would make, were the payments ours already. */
async function compared(tools: BackfillTools, order: OrderForSync, account: AccountToAsk, klarnas: Order) {
  const compared_at = new Date()
  const { provider, path, to_provider: provider_id } = tools.options
  const read: KlarnaOrderRow = { ...adoptedRow(account, order.id, klarnas), compared_at }
  const { klarna_order_id, account_id, environment, region } = read
  const data = { klarna_order_id, account_id, environment, region, medusa_order_id: order.id }
  const payment_ids = paymentsToHandOver(order, { klarna_order_id, path, provider }).map(({ id }) => id)
  const ours = asHandedOver(order, { payment_ids, provider_id, data })

  const { row, ...comparison } = await comparedAsTold(tools, ours, read, klarnas)
  const differences = differencesIn(comparison.plan)
  const standing = { ...row, ...stateOf(tools, ours, row, comparison) }
  const next_read_at = nextReadAt(standing, standing.sync_state, tools.klarna.options)
  // What was in step before it was ours is no news.
  const announced = differences.length ? null : announcementOf(standing).announced
  const adoption: Adoption = { row: { ...standing, next_read_at, announced }, payment_ids, provider_id, data }
  return { reasons: differences.length ? differences : null, adoption }
}

async function comparedAsTold(
  { container, klarna, knex }: BackfillTools,
  order: OrderForSync,
  read: KlarnaOrderRow,
  klarnas: Order
): Promise<Comparison & { row: KlarnaOrderRow }> {
  const comparing = { container, klarna, knex, order_id: order.id, force: [] }
  const row = { ...read, acknowledged: acknowledgedAtAdoption(klarnas) }
  const first = await compare(comparing, order, row)
  const told = asGoodAsTold(first.plan, first.snapshot, klarnas)
  if (!told) return { ...first, row }
  const asTold = { ...row, acknowledged: { ...row.acknowledged, ...told } }
  return { ...(await compare(comparing, order, asTold)), row: asTold }
}

/** What differs waits for the merchant, unless he asked for it to be sent. */
function stateOf(
  { options, run }: BackfillTools,
  order: OrderForSync,
  row: KlarnaOrderRow,
  { plan, snapshot }: Comparison
): KlarnaOrderPatch {
  if (!differencesIn(plan).length) return stateAfter({ end: "done", row, plan, snapshot }, order)
  if (options.sync) return { sync_state: "pending", next_attempt_at: new Date() }
  return { sync_state: "off", off_at: new Date(), off_by: run.started_by }
}
