import { readFileSync } from "fs"
import { dirname, join } from "path"
import { eachOf } from "../lib/each-of"
import { daysUntil, formatAmount, formatDate } from "../lib/format"
import { remainingOf } from "../lib/is-open"
import type { AdminKlarnaOrderResponse } from "../lib/types"

const dashboard = dirname(require.resolve("@medusajs/dashboard/package.json"))

it("shows amounts and dates in every language that Medusa's admin speaks", () => {
  const source = readFileSync(join(dashboard, "src", "i18n", "languages.ts"), "utf8")
  const languages = [...source.matchAll(/code: "(\w+)"/g)].map(([, code]) => code)
  expect(languages).toEqual(expect.arrayContaining(["en", "enGB", "ptBR", "sv"]))
  const shown = languages.map((language) => formatAmount(123456, "SEK", language) + formatDate("2030-01-31", language))
  expect(shown.filter((text) => !text)).toEqual([])
  expect(formatAmount(123456, "EUR", "de")).toBe("1.234,56\u00a0€")
})

it("counts whole days until an authorisation ends", () => {
  const now = Date.parse("2030-01-01T12:00:00Z")
  expect([daysUntil("2030-01-08T13:00:00Z", now), daysUntil("2030-01-02T00:00:00Z", now)]).toEqual([7, 0])
})

it("works through many orders, never more than three at once, and forgets none", async () => {
  const orders = Array.from({ length: 10 }, (_, index) => index)
  const done: number[] = []
  let [running, most] = [0, 0]
  await eachOf(orders, 3, async (order) => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running -= 1
    done.push(order)
  })
  expect([most, [...done].sort((a, b) => a - b)]).toEqual([3, orders])
})

it.each([
  ["all of it before the first capture", "AUTHORIZED", 0, null, 23000],
  ["the rest after one", "PART_CAPTURED", 10000, null, 13000],
  ["nothing when the rest was released and Klarna says so", "CAPTURED", 10000, "captured", 0],
  ["nothing when the rest was released and Klarna still says partly captured", "PART_CAPTURED", 10000, "captured", 0],
  ["nothing of a cancelled order", "CANCELLED", 0, "cancelled", 0],
  ["nothing of an expired one", "EXPIRED", 0, "expired", 0],
])("can still be captured: %s", (_, status, captured_amount, extend, remaining) => {
  const answer = { klarna_order: { status, captured_amount, order_amount: 23000 }, actions: { extend } }
  expect(remainingOf(answer as unknown as AdminKlarnaOrderResponse)).toBe(remaining)
})
