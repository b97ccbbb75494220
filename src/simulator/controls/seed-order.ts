import { randomUUID } from "node:crypto"
import type { Address, Capture, Order, OrderLine, Refund } from "../../klarna/types"
import { midnightAfterDays } from "../clock"
import { markets } from "../markets"
import { AUTHORIZATION_DAYS } from "../order-management/extend"
import { klarnaReference } from "../payments/new-order"
import type { StoredOrder } from "../state"
import type { Seed } from "./seed-body"
import { seededSums, type Sums } from "./seed-sums"

/** What belongs to the simulator's own knowledge, not to the order as it is read. */
const ownKeys = [
  "merchant",
  "merchant_urls",
  "auto_capture",
  "acknowledged",
  "risk",
  "refund_unassigned",
  "rejected_at",
  "send_outs",
  "due_date_extensions",
]

/** Fills in what was not given, so that the rest agrees with it. Given values are never changed. */
export function seedOrder(seed: Seed, merchant: string, now: Date): StoredOrder {
  return {
    order: seededWire(seed, now),
    merchant,
    acknowledged: seed.acknowledged ?? false,
    risk: seed.risk ?? {},
    merchant_urls: seed.merchant_urls ?? {},
    auto_capture: seed.auto_capture ?? false,
    refund_unassigned: false,
    send_outs: {},
    due_date_extensions: {},
  }
}

function seededWire(seed: Seed, now: Date): Order {
  const created = new Date(seed.created_at ?? now)
  const { country, currency } = seededMarket(seed)
  const lines = seededLines(seed)
  const reference = typeof seed.klarna_reference === "string" ? seed.klarna_reference : klarnaReference()
  const addresses = seededAddresses(seed, country)
  const sums = seededSums(seed, lines)
  const given = Object.entries(seed).filter(([name, value]) => !ownKeys.includes(name) && value !== null)
  return {
    order_id: randomUUID(),
    fraud_status: "ACCEPTED",
    purchase_country: country,
    purchase_currency: currency,
    locale: `${markets[country]?.languages[0] ?? "en"}-${country}`,
    merchant_reference1: "",
    merchant_reference2: "",
    klarna_reference: reference,
    created_at: created.toISOString(),
    expires_at: seededEnd(sums.status, created, now),
    shipping_info: [],
    ...Object.fromEntries(given),
    ...addresses,
    initial_payment_method: { type: "INVOICE", description: "Pay later", ...seed.initial_payment_method },
    ...sums,
    order_lines: lines,
    captures: seededCaptures(seed, sums, lines, reference, addresses, now),
    refunds: seededRefunds(seed, sums.refunded_amount, now),
  }
}

/** Country and currency find each other; Sweden where neither is given. */
function seededMarket({ purchase_country, purchase_currency }: Seed) {
  const home: Record<string, string> = { EUR: "DE", USD: "US" }
  const wanted = purchase_currency?.toUpperCase() ?? "SEK"
  const found = home[wanted] ?? Object.keys(markets).find((one) => markets[one].currency === wanted)
  const country = purchase_country?.toUpperCase() ?? found ?? "SE"
  return { country, currency: purchase_currency ?? markets[country]?.currency ?? "SEK" }
}

function seededLines({ order_lines, order_amount }: Seed): OrderLine[] {
  const total = order_amount ?? 10_000
  const goods = { type: "physical", reference: "goods", name: "Goods", quantity: 1, unit_price: total }
  return (order_lines ?? [goods]).map(seededLine)
}

function seededLine(given: NonNullable<Seed["order_lines"]>[number]): OrderLine {
  const { quantity = 1, total_discount_amount = 0 } = given
  const unit_price = given.unit_price ?? given.total_amount ?? 0
  return { name: "Goods", total_amount: quantity * unit_price - total_discount_amount, ...given, quantity, unit_price }
}

/** An expired order has its end behind it. */
const seededEnd = (status: Sums["status"], created: Date, now: Date) =>
  (status === "EXPIRED" ? now : midnightAfterDays(created, AUTHORIZATION_DAYS)).toISOString()

function seededCaptures(
  { captures }: Seed,
  { captured_amount, order_amount }: Sums,
  lines: OrderLine[],
  reference: string,
  addresses: Pick<Order, "billing_address" | "shipping_address">,
  now: Date
): Capture[] {
  const order_lines = captured_amount === order_amount ? lines : []
  const given = captures ?? (captured_amount > 0 ? [{ captured_amount, order_lines }] : [])
  return given.map((one, index) => ({
    capture_id: randomUUID(),
    klarna_reference: `${reference}-${index + 1}`,
    captured_at: now.toISOString(),
    refunded_amount: 0,
    order_lines: [],
    shipping_info: [],
    ...addresses,
    ...one,
    captured_amount: one.captured_amount ?? 0,
  }))
}

function seededRefunds({ refunds }: Seed, refunded_amount: number, now: Date): Refund[] {
  const given = refunds ?? (refunded_amount > 0 ? [{ refunded_amount }] : [])
  return given.map((one) => ({
    refund_id: randomUUID(),
    refunded_at: now.toISOString(),
    order_lines: [],
    ...one,
    refunded_amount: one.refunded_amount ?? 0,
  }))
}

/** `null` means that the order has none. */
function seededAddresses(seed: Seed, country: string): Pick<Order, "billing_address" | "shipping_address"> {
  const billing = seed.billing_address === undefined ? sampleAddress(country) : seed.billing_address
  const shipping = seed.shipping_address === undefined ? billing : seed.shipping_address
  return {
    ...(billing && { billing_address: billing as Address }),
    ...(shipping && { shipping_address: shipping as Address }),
  }
}

const sampleAddress = (country: string): Address => ({
  given_name: "Anna",
  family_name: "Andersson",
  email: "anna@example.com",
  phone: "+46701740000",
  street_address: "Drottninggatan 1",
  postal_code: "11151",
  city: "Stockholm",
  ...(["US", "CA", "AU", "MX"].includes(country) && { region: "NY" }),
  country,
})
