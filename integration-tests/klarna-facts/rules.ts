import type { IncreaseRule } from "../../src/klarna"

/** Klarna's rules, one per published table or formula. Amounts in minor units. */

export const lineIdentity = {
  id: "rule-line-identity",
  shows: "a line is quantity times price less discount, and an order is the sum of its lines",
  cases: [
    { quantity: 8, unit_price: 450, total_discount_amount: 0, total_amount: 3_600, ok: true },
    { quantity: 1, unit_price: 12_000, total_discount_amount: 1_000, total_amount: 11_000, ok: true },
    { quantity: 3, unit_price: 333, total_discount_amount: 0, total_amount: 1_000, ok: false },
  ],
}

export const orderTax = {
  id: "rule-tax-order",
  shows: "the tax of an order may differ from that of its lines by one minor unit per line",
  /** Prices with 25 % tax in them, and that tax. */
  lines: [
    { total_amount: 62_085, total_tax_amount: 12_417 },
    { total_amount: 1_415, total_tax_amount: 283 },
  ],
  cases: [
    { order_tax_amount: 12_700, ok: true },
    { order_tax_amount: 12_702, ok: true },
    { order_tax_amount: 12_703, ok: false },
    { order_tax_amount: 12_698, ok: true },
    { order_tax_amount: 12_697, ok: false },
  ],
}

export const retrySchedule = {
  id: "rule-retry-schedule",
  shows: "how long to wait after a fault of Klarna's, and what is repeated at all; then a person looks",
  waits_seconds: [5, 300, 18_000],
  repeats: { read: true, write_with_key: true, write_without_key: false, refusal: false },
}

const everywhereButSwitzerland = { except: ["CH"] }
const rule = (methods: string[], markets: IncreaseRule["markets"]): IncreaseRule => ({ methods, markets })

export const increaseEligibility = {
  id: "rule-increase-eligibility",
  shows: "the payment methods whose amount may grow, and where",
  /** Of the archived guide. */
  archived: [
    rule(["INVOICE"], everywhereButSwitzerland),
    rule(["INVOICE_BUSINESS"], everywhereButSwitzerland),
    rule(["ACCOUNT"], everywhereButSwitzerland),
    rule(["FIXED_AMOUNT"], { only: ["SE", "NO", "FI", "DK", "AT", "DE"] }),
    rule(["DIRECT_DEBIT"], everywhereButSwitzerland),
    rule(["DEFERRED_INTEREST"], { only: ["US"] }),
  ],
  /** Of today; two methods have a second name there. */
  current: [
    rule(["INVOICE"], everywhereButSwitzerland),
    rule(["INVOICE_BUSINESS", "B2B_INVOICE"], everywhereButSwitzerland),
    rule(["ACCOUNT", "BASE_ACCOUNT"], everywhereButSwitzerland),
    rule(["DIRECT_DEBIT"], everywhereButSwitzerland),
    rule(["FIXED_AMOUNT"], { only: ["AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"] }),
  ],
  /** Every type that an order may be paid with. */
  methods: (
    "ACCOUNT ALTERNATIVE_PAYMENT_METHOD BANK_TRANSFER CARD DEFERRED_INTEREST DIRECT_DEBIT FIXED_AMOUNT_BY_CARD " +
    "FIXED_AMOUNT FIXED_SUM_CREDIT INVOICE_BUSINESS INVOICE MOBILEPAY PAY_BY_CARD PAY_IN_X PAY_LATER_BY_CARD " +
    "PAY_LATER_IN_PARTS SWISH OTHER"
  ).split(" "),
}

export const ruleFacts = [increaseEligibility, lineIdentity, retrySchedule, orderTax]
