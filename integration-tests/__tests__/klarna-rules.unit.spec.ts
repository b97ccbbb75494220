import { randomUUID } from "crypto"
import { type KlarnaClient, type OrderLine, outcomeOf } from "../../src/klarna"
import { medusaCart } from "../../src/mapping/__tests__/support/medusa-order"
import { purchaseDetails } from "../../src/mapping/purchase"
import type { KlarnaOrderRow } from "../../src/modules/klarna/types"
import { RETRY_AFTER_SECONDS, stateAfter } from "../../src/workflows/sync/state"
import { lineIdentity, orderTax, retrySchedule } from "../klarna-facts"
import { clientOf, klarnaErrorOf } from "../klarna-facts/replay/client"
import { runningKlarna } from "../klarna-facts/replay/running"

const klarna = runningKlarna()
let client: KlarnaClient
beforeAll(() => (client = clientOf(klarna, { sleep: async () => undefined, random: () => 0 })))
afterAll(() => client.close())

const aKey = () => ({ idempotencyKey: randomUUID() })
const aCart = (order_lines: OrderLine[], order_amount: number, more = {}) => ({
  purchase_country: "SE",
  purchase_currency: "SEK",
  order_amount,
  order_lines,
  ...more,
})
const major = (minor: number) => minor / 100
const sweden = { country: "SE", salesTaxCountries: ["US"] }

/** Whether Klarna takes a call; every refusal has to be one of these two. */
async function isTaken(call: Promise<unknown>): Promise<boolean> {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => outcomeOf(error)
  )
  if (refusal) expect(["BAD_VALUE", "UNPROCESSABLE_ENTITY"]).toContain("code" in refusal && refusal.code)
  return refusal === undefined
}

describe(`${lineIdentity.id}: ${lineIdentity.shows}`, () => {
  const atKlarna = {
    "Klarna Payments": (lines: OrderLine[], amount: number) => client.payments.createSession(aCart(lines, amount)),
    "Order Management": async (order_lines: OrderLine[], order_amount: number) => {
      const { order_id } = await klarna.controls.seedOrder({ order_amount: 1_000_000 })
      return client.orders.updateAuthorization(order_id, { order_amount, order_lines }, aKey())
    },
  }

  describe.each(Object.entries(atKlarna))("at %s", (_product, send) => {
    it.each(lineIdentity.cases)(
      "$quantity x $unit_price - $total_discount_amount = $total_amount: $ok",
      async ({ ok, ...line }) => {
        expect(await isTaken(send([{ name: "Line", ...line }], line.total_amount))).toBe(ok)
      }
    )

    it("an amount is the sum of its lines", async () => {
      const lines = lineIdentity.cases.filter(({ ok }) => ok).map(({ ok: _ok, ...line }) => ({ name: "Line", ...line }))
      const sum = lines.reduce((total, line) => total + line.total_amount, 0)
      expect(await isTaken(send(lines, sum))).toBe(true)
      expect(await isTaken(send(lines, sum + 1))).toBe(false)
    })

    it.each(lineIdentity.cases)("what we make of $quantity pieces for $total_amount is taken", async (wanted) => {
      const { order_lines, order_amount } = mapped(wanted)
      expect(await isTaken(send(order_lines, order_amount))).toBe(true)
    })
  })

  /** The same line, sold in Medusa. A total that its pieces do not divide comes from a price with a fraction. */
  const mapped = ({ quantity, total_discount_amount, total_amount }: (typeof lineIdentity.cases)[number]) => {
    const unit_price = major(total_amount + total_discount_amount) / quantity
    const discounts = [{ amount: major(total_discount_amount), is_tax_inclusive: true }]
    return purchaseDetails(medusaCart({ items: [{ quantity, unit_price, discounts }] }), sweden)
  }

  it.each(lineIdentity.cases)("is what we send for $quantity pieces for $total_amount", (wanted) => {
    const { order_lines, order_amount } = mapped(wanted)
    const [{ quantity, unit_price, total_discount_amount = 0, total_amount }] = order_lines
    expect(order_lines).toHaveLength(1)
    expect({ quantity, total_amount, order_amount }).toEqual({
      quantity: wanted.quantity,
      total_amount: wanted.total_amount,
      order_amount: wanted.total_amount,
    })
    expect(quantity * unit_price - total_discount_amount).toBe(total_amount)
    if (wanted.ok)
      expect([unit_price, total_discount_amount]).toEqual([wanted.unit_price, wanted.total_discount_amount])
  })
})

describe(`${orderTax.id}: ${orderTax.shows}`, () => {
  const lines = orderTax.lines.map((line) => ({
    name: "Line",
    quantity: 1,
    unit_price: line.total_amount,
    tax_rate: 2_500,
    ...line,
  }))
  const amount = orderTax.lines.reduce((sum, { total_amount }) => sum + total_amount, 0)
  const tax = orderTax.lines.reduce((sum, { total_tax_amount }) => sum + total_tax_amount, 0)

  it.each(orderTax.cases)("a tax of $order_tax_amount: $ok", async ({ order_tax_amount, ok }) => {
    expect(await isTaken(client.payments.createSession(aCart(lines, amount, { order_tax_amount })))).toBe(ok)
  })

  it("is the exact sum in what we send [case 63]", async () => {
    const items = orderTax.lines.map(({ total_amount }) => ({ unit_price: major(total_amount) }))
    const cart = purchaseDetails(medusaCart({ items }), sweden)
    expect(cart).toMatchObject({ order_amount: amount, order_tax_amount: tax, order_lines: orderTax.lines })
    expect(await isTaken(client.payments.createSession(cart))).toBe(true)
  })
})

describe(`${retrySchedule.id}: ${retrySchedule.shows}`, () => {
  const { repeats } = retrySchedule

  it("is how a change waits that Klarna did not answer, and then a person looks", () => {
    expect(RETRY_AFTER_SECONDS).toEqual(retrySchedule.waits_seconds)
    const after = (attempts: number) =>
      stateAfter(
        { end: "later", row: { attempts, doubtful: false, next_attempt_at: null } as KlarnaOrderRow },
        {} as never
      )
    const waits = retrySchedule.waits_seconds.map((_wait, attempts) => after(attempts).sync_state)
    expect(waits).toEqual(["pending", "pending", "pending"])
    expect(after(waits.length)).toMatchObject({
      sync_state: "needs_attention",
      attention_code: "klarna_unavailable",
      next_attempt_at: null,
    })
  })

  it("ends while Klarna still knows the key", () => {
    const oneDay = 24 * 60 * 60
    expect(retrySchedule.waits_seconds.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(oneDay)
  })

  it.each([
    ["a read", repeats.read, (order: string) => client.orders.read(order)],
    ["a write with a key", repeats.write_with_key, (order: string) => client.orders.cancel(order, aKey())],
    [
      "a write without a key",
      repeats.write_without_key,
      () => client.payments.createSession(aCart([{ name: "Line", quantity: 1, unit_price: 9, total_amount: 9 }], 9)),
    ],
  ])("says whether the client repeats %s after a 503: %s", async (_call, isRepeated, ask) => {
    const { order_id } = await klarna.controls.seedOrder()
    await klarna.controls.faults({ fault: "503" })
    if (isRepeated) expect(await ask(order_id)).toMatchObject({ attempts: 2 })
    else expect(await klarnaErrorOf(ask(order_id))).toMatchObject({ name: "KlarnaUnreachableError", status: 503 })
    const keys = (await klarna.controls.requests()).map(({ idempotency_key }) => idempotency_key)
    expect(keys).toHaveLength(isRepeated ? 2 : 1)
    expect(new Set(keys).size).toBe(1)
  })

  it(`says whether the client repeats what was refused: ${repeats.refusal}`, async () => {
    const { order_id } = await klarna.controls.seedOrder({ status: "PART_CAPTURED" })
    const refused = await klarnaErrorOf(client.orders.cancel(order_id, aKey()))
    expect(refused).toMatchObject({ name: "KlarnaRefusedError", status: 403 })
    expect(await klarna.controls.requests()).toHaveLength(repeats.refusal ? 2 : 1)
  })
})
