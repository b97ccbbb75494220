import type { OrderState } from "../../src/simulator"
import { providers } from "../store/catalog"
import type { KlarnaSide } from "../store/klarna-side"
import { livePaymentsOf, type Order } from "../store/merchant"
import { waitFor } from "../store/wait-for"
import type { Shop } from "./shop"

/** An order of the demo, and where both sides are meant not to be simply in step. */
export interface Followed {
  id: string
  /** What a person has to look at; absent: nothing. */
  attention?: string
  /** What the merchant read when Klarna refused a change before it was made; absent: nothing was refused so. */
  refusal?: string
  /** Where the merchant gave the order another number than the store's. */
  reference?: string
  /** Klarna has not decided yet, so Medusa has no payment yet. */
  undecided?: boolean
}

/** The same order as both tell it, and what the plugin says about it. */
export interface Sides {
  order: Order
  klarna: OrderState
  row: KlarnaSide["klarna_order"]
}

/** Every currency of the demo has two decimals. Own arithmetic on purpose: a check that shares code shares mistakes. */
const minor = (major: unknown) => Math.round(Number(major) * 100)

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

export async function sidesOf({ admin, merchant, klarna }: Shop, id: string): Promise<Sides> {
  const order = await merchant.readOrder(id)
  const { klarna_order: row } = await admin.get<KlarnaSide>(`/admin/klarna/orders/${id}`)
  return { order, row, klarna: await klarna.order(row.klarna_order_id) }
}

/** Where Medusa and Klarna disagree, a sentence each; empty: they agree. */
export function differencesOf({ order, klarna, row }: Sides, followed: Followed): string[] {
  const isCanceled = order.status === "canceled"
  return [
    ...(isCanceled ? canceled(order, klarna) : [...amounts(order, klarna, followed), ...addresses(order, klarna)]),
    ...differ("order acknowledged", klarna.acknowledged, true),
    ...(row.sync_state === "pending" && !followed.undecided ? ["There is still something to be told to Klarna"] : []),
    ...differ("merchant reference 1", klarna.merchant_reference1, followed.reference ?? String(order.display_id)),
    ...differ("merchant reference 2", klarna.merchant_reference2, order.id),
    ...differ("what needs attention", row.attention_code ?? "nothing", followed.attention ?? "nothing"),
    ...shownRefusal(row, followed),
    ...toldRefusal(followed),
  ]
}

/** Waits until both agree, or gives up. @returns how they stand then. */
export async function settle(shop: Shop, followed: Followed): Promise<{ sides: Sides; differences: string[] }> {
  const look = async () => {
    const sides = await sidesOf(shop, followed.id)
    return { sides, differences: differencesOf(sides, followed) }
  }
  const inStep = async () => {
    const seen = await look()
    return seen.differences.length ? undefined : seen
  }
  return waitFor(inStep, { every: 250, timeout: 20_000 }).catch(look)
}

function canceled(order: Order, klarna: OrderState): string[] {
  const live = livePaymentsOf(order).length
  return [...differ("status", klarna.status, "CANCELLED"), ...differ("live payments in Medusa", live, 0)]
}

/** After a refused increase Klarna guarantees less than the order's total, and exactly that is what Medusa may capture. */
function amounts(order: Order, klarna: OrderState, { attention, undecided }: Followed): string[] {
  const payments = livePaymentsOf(order).filter(({ provider_id }) => provider_id === providers.klarna)
  const promised = minor(sum(payments.map(({ amount }) => Number(amount))))
  const captured = minor(sum(payments.flatMap(({ captures }) => captures ?? []).map(({ amount }) => Number(amount))))
  const refunded = minor(sum(payments.flatMap(({ refunds }) => refunds ?? []).map(({ amount }) => Number(amount))))
  const guaranteed = klarna.order_amount
  const lines = sum(klarna.order_lines.map(({ total_amount }) => total_amount))
  const isRefused = attention === "increase_refused"
  const money = (what: string, atKlarna: number, inMedusa: number) =>
    differ(what, inWords(atKlarna, order.currency_code), inWords(inMedusa, order.currency_code))
  return [
    ...money("captured", klarna.captured_amount, captured),
    ...money("refunded", klarna.refunded_amount, refunded),
    ...(undecided ? differ("fraud status", klarna.fraud_status, "PENDING") : []),
    ...(undecided ? [] : money("amount and payment", guaranteed, promised)),
    ...(isRefused ? [] : money("amount and order total", guaranteed - refunded, minor(order.total))),
    ...(lines === guaranteed ? [] : ["Klarna's lines do not sum to its amount"]),
    ...(isRefused && guaranteed >= minor(order.total) ? ["Klarna was meant to guarantee less than the total"] : []),
  ]
}

const inWords = (amount: number, currency: string) => `${(amount / 100).toFixed(2)} ${currency.toUpperCase()}`

function addresses(order: Order, klarna: OrderState): string[] {
  const { shipping_address: ours } = order
  const { shipping_address: theirs } = klarna
  const told = [
    ["first name", theirs?.given_name, ours?.first_name],
    ["last name", theirs?.family_name, ours?.last_name],
    ["street", theirs?.street_address, ours?.address_1],
    ["postal code", theirs?.postal_code, ours?.postal_code],
    ["city", theirs?.city, ours?.city],
    ["mail", theirs?.email, order.email],
  ] as const
  return told.flatMap(([name, at, wanted]) => differ(`delivery address, ${name}`, at, wanted ?? undefined))
}

/** What Klarna refused is shown in its own words, with the number that its support asks for. */
function shownRefusal({ attention }: Sides["row"], followed: Followed): string[] {
  if (!followed.attention?.endsWith("_refused")) return []
  const { code, messages, correlation_id } = attention?.[0]?.klarna ?? {}
  return code && messages?.length && correlation_id ? [] : ["The refusal is not shown in Klarna's words"]
}

function toldRefusal({ refusal }: Followed): string[] {
  const isInKlarnasWords = refusal === undefined || /Klarna's answer: .+ \(.+, correlation id .+\)/.test(refusal)
  return isInKlarnasWords ? [] : [`The merchant was told ${refusal}`]
}

function differ(what: string, atKlarna: unknown, inMedusa: unknown): string[] {
  return atKlarna === inMedusa ? [] : [`${what}: Klarna ${String(atKlarna)}, Medusa ${String(inMedusa)}`]
}
