import { randomUUID } from "crypto"
import { currencyOf, defaultIncreases, type IncreaseRule, type KlarnaClient } from "../../src/klarna"
import { klarnaCountries, outcomeOf } from "../../src/klarna"
import { isIncreaseEligible } from "../../src/mapping/plan-increase"
import { increaseEligibility } from "../klarna-facts"
import { clientOf } from "../klarna-facts/replay/client"
import { runningKlarna } from "../klarna-facts/replay/running"

const klarna = runningKlarna()
let client: KlarnaClient
beforeAll(() => (client = clientOf(klarna)))
afterAll(() => client.close())

const { current, archived } = increaseEligibility
const methods = [...increaseEligibility.methods, "B2B_INVOICE", "BASE_ACCOUNT"]
const otherName: Record<string, string> = { B2B_INVOICE: "INVOICE_BUSINESS", BASE_ACCOUNT: "ACCOUNT" }

/** Read off the table as it is printed. */
const mayGrow = (table: IncreaseRule[], method: string, country: string) =>
  table.some(
    ({ methods: listed, markets }) =>
      (listed.includes(method) || listed.includes(otherName[method])) &&
      ("only" in markets ? markets.only.includes(country) : !markets.except.includes(country))
  )

describe(`${increaseEligibility.id}: ${increaseEligibility.shows}`, () => {
  it.each(methods)("the plan asks for more on an order paid with %s where the table says so", (method) => {
    for (const [rules, table] of [
      [defaultIncreases, current],
      [archived, archived],
    ]) {
      const planned = klarnaCountries.filter((country) => isIncreaseEligible(method, country, rules))
      expect(planned).toEqual(klarnaCountries.filter((country) => mayGrow(table, method, country)))
    }
  })

  describe.each([
    ["current", current],
    ["archived", archived],
  ] as const)("by the %s table at Klarna", (increase_table, table) => {
    it.each(methods)("an order paid with %s may grow where the table says so", async (type) => {
      await klarna.controls.switches({ increase_table })
      const grown = await Promise.all(markets.map((country) => isTaken(type, country, 10_001)))
      expect(markets.filter((_country, index) => grown[index])).toEqual(
        markets.filter((country) => mayGrow(table, type, country))
      )
    })
  })

  it.each(methods)("an order paid with %s may shrink anywhere", async (type) => {
    const shrunk = await Promise.all(["CH", "SE", "US"].map((country) => isTaken(type, country, 9_999)))
    expect(shrunk).toEqual([true, true, true])
  })
})

/** Each country that a table names, and some that none does. */
const markets = ["AT", "CH", "DE", "DK", "FI", "FR", "GB", "NL", "NO", "PL", "SE", "US"]

/** Whether Klarna takes another amount for an order of 100.00. */
async function isTaken(type: string, purchase_country: string, order_amount: number): Promise<boolean> {
  const purchase_currency = currencyOf(purchase_country)
  const before = { purchase_country, purchase_currency, order_amount: 10_000, initial_payment_method: { type } }
  const { order_id } = await klarna.controls.seedOrder(before)
  const order_lines = [{ name: "Tea", quantity: 1, unit_price: order_amount, total_amount: order_amount }]
  const call = client.orders.updateAuthorization(
    order_id,
    { order_amount, order_lines },
    { idempotencyKey: randomUUID() }
  )
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => outcomeOf(error)
  )
  if (refusal) expect(refusal).toMatchObject({ code: "NOT_ALLOWED", status: 403 })
  return refusal === undefined
}
