import { readFileSync } from "fs"
import { dirname, join } from "path"
import { eachOf } from "../lib/each-of"
import { daysUntil, formatAmount, formatDate } from "../lib/format"

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
