import { creditLine } from "../order-line-credit"
import type { CreditLine } from "../order-line-input"

const lineOf = (credit: Omit<CreditLine, "id">) =>
  creditLine({ id: "ordcl_1", ...credit }, { currency: "SEK", net: false })

it.each<[Omit<CreditLine, "id">, object]>([
  [{ amount: 30 }, { type: "store_credit", name: "Store credit", reference: "credit", total_amount: -3000 }],
  [
    { amount: 30, reference: "goodwill" },
    { type: "store_credit", name: "Store credit", reference: "goodwill" },
  ],
  [
    { amount: 30, reference: "Gift-Card" },
    { type: "gift_card", name: "Gift card", reference: "Gift-Card" },
  ],
  [
    { amount: 30, reference: "gift", reference_id: "gc_1" },
    { type: "gift_card", reference: "gc_1" },
  ],
  [
    { amount: -30, reference: "goodwill" },
    { type: "surcharge", name: "Credit taken back", total_amount: 3000 },
  ],
  [
    { amount: -30, reference: "gift" },
    { type: "surcharge", name: "Credit taken back", unit_price: 3000 },
  ],
  [{ amount: 0.004 }, { type: "store_credit", name: "Store credit", total_amount: 0 }],
])("the credit %j is the line %j", (credit, line) => {
  expect(lineOf(credit)).toMatchObject({ quantity: 1, tax_rate: 0, total_tax_amount: 0, ...line })
})
