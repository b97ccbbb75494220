import type { Address as KlarnaAddress } from "../../src/klarna/types"
import type { OrderState } from "../../src/simulator"
import { providers } from "../store/catalog"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import { klarnaSideOf } from "../store/klarna-side"
import type { Look, Pair } from "./evidence"
import type { Subject } from "./operation"

/** What the admin API tells, as far as Klarna has to know it. */
interface MedusaOrder {
  id: string
  display_id: number
  status: string
  email: string
  total: number
  metadata: { reference?: string } | null
  items: { quantity: number }[]
  shipping_address: MedusaAddress
  billing_address: MedusaAddress
  payment_collections: { payments: MedusaPayment[] | null }[]
  fulfillments: { labels: { tracking_number: string }[] }[]
}
interface MedusaPayment {
  amount: number
  provider_id: string
  canceled_at: string | null
  captures?: { amount: number }[]
  refunds?: { amount: number }[]
}
type MedusaAddress = Record<"first_name" | "last_name" | "address_1" | "postal_code" | "city" | "country_code", string>

const FIELDS = [
  ...["id", "display_id", "status", "email", "total", "metadata", "*items", "*shipping_address", "*billing_address"],
  ...["*payment_collections.payments", "*payment_collections.payments.captures"],
  ...["*payment_collections.payments.refunds", "*fulfillments.labels"],
].join(",")

/** Own arithmetic and own comparison on purpose: a check that shares code shares mistakes. */
const minor = (major: unknown) => Math.round(Number(major) * 100)
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const sumOf = (rows: { amount: number }[] = []) => sum(rows.map(({ amount }) => minor(amount)))

/** Reads both sides and the row between them. */
export async function look({ admin, klarna }: KlarnaStoreUnderTest, subject: Subject): Promise<Look> {
  const { orderId } = subject
  if (!orderId) return withoutOrder(await klarna.orders(), subject)
  const path = `/admin/orders/${orderId}?fields=${encodeURIComponent(FIELDS)}`
  const { order } = await admin.get<{ order: MedusaOrder }>(path)
  const { klarna_order: row } = await klarnaSideOf(admin, orderId)
  subject.klarnaId = row.klarna_order_id
  const state = await klarna.order(row.klarna_order_id)
  const payments = order.payment_collections
    .flatMap((collection) => collection.payments ?? [])
    .filter(({ provider_id }) => provider_id === providers.klarna)
  return {
    pairs: order.status === "canceled" ? ofCanceled(payments, state) : ofLiving(order, payments, state),
    // Core leaves the payment of a canceled order as it is where something was captured; its page offers no capture.
    capturable: {
      medusa: order.status === "canceled" ? 0 : capturable(payments),
      klarna: state.remaining_authorized_amount,
    },
    row: {
      sync_state: row.sync_state,
      is_due: row.next_attempt_at !== null,
      attention: (row.attention ?? []).map(({ code, klarna }) => ({ code, klarna_code: klarna?.code })),
    },
  }
}

/** A purchase that never became an order must reserve nothing. */
function withoutOrder(orders: OrderState[], { klarnaId }: Subject): Look {
  const live = orders.filter(({ order_id, status }) => order_id === klarnaId && status === "AUTHORIZED")
  const pairs = [{ what: "reserved without an order", medusa: 0, klarna: live.length }]
  return { pairs, capturable: { medusa: 0, klarna: 0 } }
}

const live = (payments: MedusaPayment[]) => payments.filter(({ canceled_at }) => !canceled_at)

/** What the capture button would still take. */
const capturable = (payments: MedusaPayment[]) =>
  sum(live(payments).map(({ amount, captures }) => minor(amount) - sumOf(captures)))

const kept = (payments: MedusaPayment[]) =>
  sum(payments.map(({ captures, refunds }) => sumOf(captures) - sumOf(refunds)))

function ofCanceled(payments: MedusaPayment[], klarna: OrderState): Pair[] {
  return [
    { what: "still reserved", medusa: 0, klarna: klarna.remaining_authorized_amount },
    { what: "kept", medusa: kept(payments), klarna: klarna.captured_amount - klarna.refunded_amount },
    { what: "kept of a canceled order", medusa: kept(payments), klarna: 0 },
  ]
}

function ofLiving(order: MedusaOrder, payments: MedusaPayment[], klarna: OrderState): Pair[] {
  const all = payments.flatMap(({ captures }) => captures ?? [])
  const back = payments.flatMap(({ refunds }) => refunds ?? [])
  return [
    ...ofValue(order, klarna),
    { what: "captured", medusa: sumOf(all), klarna: klarna.captured_amount },
    { what: "refunded", medusa: sumOf(back), klarna: klarna.refunded_amount },
    { what: "left to capture", medusa: capturable(payments), klarna: klarna.remaining_authorized_amount },
    { what: "shipping address", medusa: inWords(order.shipping_address), klarna: said(klarna.shipping_address) },
    { what: "billing address", medusa: inWords(order.billing_address), klarna: said(klarna.billing_address) },
    { what: "mail", medusa: order.email, klarna: klarna.shipping_address?.email },
    { what: "reference 1", medusa: String(order.display_id), klarna: klarna.merchant_reference1 },
    { what: "reference 2", medusa: order.metadata?.reference ?? "", klarna: klarna.merchant_reference2 ?? "" },
    { what: "acknowledged", medusa: true, klarna: klarna.acknowledged },
    {
      what: "parcels",
      medusa: order.fulfillments
        .flatMap(({ labels }) => labels)
        .map(numberOf)
        .join(),
      klarna: told(klarna),
    },
  ]
}

/** Captured in full, Klarna's order is frozen: what it keeps of the money is what the order is worth, refunds taken off. */
function ofValue({ total, items }: MedusaOrder, klarna: OrderState): Pair[] {
  const { status, captured_amount, refunded_amount, order_amount, order_lines } = klarna
  if (status === "CAPTURED") return [{ what: "kept", medusa: minor(total), klarna: captured_amount - refunded_amount }]
  const goods = order_lines.filter(({ type }) => type === "physical" || type === "digital")
  return [
    { what: "amount", medusa: minor(total), klarna: order_amount },
    { what: "lines", medusa: minor(total), klarna: sum(order_lines.map((line) => line.total_amount)) },
    { what: "pieces", medusa: pieces(items), klarna: pieces(goods) },
  ]
}

const numberOf = ({ tracking_number }: { tracking_number?: string }) => tracking_number ?? ""
const told = ({ shipping_info = [], captures }: OrderState) =>
  [...shipping_info, ...captures.flatMap((capture) => capture.shipping_info ?? [])].map(numberOf).join()

const pieces = (lines: { quantity: number }[]) => sum(lines.map(({ quantity }) => quantity))

const inWords = ({ first_name, last_name, address_1, postal_code, city, country_code }: MedusaAddress) =>
  [first_name, last_name, address_1, postal_code, city, country_code.toUpperCase()].join(", ")

const said = ({ given_name, family_name, street_address, postal_code, city, country }: KlarnaAddress = {}) =>
  [given_name, family_name, street_address, postal_code, city, country].join(", ")
