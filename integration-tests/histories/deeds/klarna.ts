import fc from "fast-check"
import type { FaultName } from "../../../src/simulator"
import { deed, type Deed } from "../deed"
import type { History } from "../history"

const slowness = { fault: "slow" as const, delay_ms: 700, words: "is slow" }

/** What goes wrong, and how it is told. Refusals and what the edge says instead of Klarna belong to the weather too. */
const faults: { fault: FaultName; delay_ms?: number; words: string }[] = [
  { fault: "500", words: "fails (500)" },
  { fault: "503", words: "is not available (503)" },
  { fault: "429", words: "is too busy (429)" },
  { fault: "409", words: "sees a conflict (409)" },
  { fault: "403", words: "says no (403)" },
  { fault: "403-empty", words: "is hidden behind a 403 without a word" },
  { fault: "401-html", words: "does not know the password (401)" },
  { fault: "502-html", words: "is hidden behind a gateway's page (502)" },
  { fault: "not-json", words: "answers in no readable way" },
  { fault: "cut-before", words: "is cut off before it did anything" },
  { fault: "cut-after", words: "is cut off after it did what was asked" },
  { fault: "cut-body", words: "is cut off in the middle of its answer" },
  { fault: "no-id-header", words: "forgets to name what it made" },
  slowness,
]

/** Whoever loses an answer does not know whether it happened: most is to be feared there. */
const outages = faults.filter(({ fault }) => ["500", "503", "cut-before", "cut-after"].includes(fault))

/** Which calls it meets. */
const calls = [
  { match: {}, words: "any call" },
  { match: {}, words: "any call" },
  { match: { method: "PATCH" }, words: "any change" },
  { match: { method: "POST" }, words: "a capture, refund or cancel" },
  { match: { method: "GET" }, words: "any look" },
]

export const badWeather: fc.Arbitrary<Deed> = fc
  .record({
    fault: fc.constantFrom(...faults, ...outages, ...outages),
    call: fc.constantFrom(...calls),
    times: fc.constantFrom(1, 1, 1, 2, 3, 9),
  })
  .map(({ fault: { words, ...fault }, call, times }) =>
    deed({
      name: `Klarna: ${fault.fault}`,
      words: `Klarna ${words}, at ${call.words}, ${times} x`,
      happens: ({ klarna, order }) =>
        klarna.faults({ ...fault, times, match: { ...call.match, path: `/orders/${order.klarnaId}` } }),
    })
  )

/** A deed, often in bad weather: so that it meets a call that the deed causes, and not only one that comes later. */
export const inAnyWeather = (any: fc.Arbitrary<Deed>): fc.Arbitrary<Deed> =>
  fc.tuple(fc.option(badWeather, { freq: 2, nil: undefined }), any).map(([weather, deed]) => ({
    check: (known) => deed.check(known),
    run: async (known, history) => {
      await weather?.run(known, history)
      await deed.run(known, history)
    },
    toString: () => (weather ? `${weather}. ${deed}` : String(deed)),
  }))

/** No trouble, but long enough for more to happen meanwhile. */
export const slowDays: fc.Arbitrary<Deed> = fc.constantFrom(1, 3, 9).map((times) =>
  deed({
    name: "Klarna: slow",
    words: `Klarna is slow, ${times} x`,
    happens: ({ klarna, order }) =>
      klarna.faults({
        fault: "slow",
        delay_ms: slowness.delay_ms,
        times,
        match: { path: `/orders/${order.klarnaId}` },
      }),
  })
)

export const goodWeather: fc.Arbitrary<Deed> = fc.constant(
  deed({ name: "Klarna: well again", words: "Klarna is well again", happens: ({ klarna }) => klarna.clearFaults() })
)

export const aRiskDecision: fc.Arbitrary<Deed> = fc
  .record({ what: fc.constantFrom("increase", "address"), answer: fc.constantFrom("refuse", "refuse", "accept") })
  .map(({ what, answer }) =>
    deed({
      name: `Klarna: risk says ${answer} (${what})`,
      words: `From now on Klarna ${answer}s ${what === "increase" ? "higher amounts" : "other addresses"}`,
      happens: ({ klarna, order }) => klarna.setRisk(order.klarnaId, { [what]: answer }),
    })
  )

const ENDED: string[] = ["CANCELLED", "EXPIRED", "CLOSED"]

/** Also of an order that was accepted before. Nobody tells the shop: these orders have no address for it. */
export const aFraudDecision: fc.Arbitrary<Deed> = fc
  .constantFrom<"STOPPED" | "REJECTED" | "ACCEPTED">("STOPPED", "REJECTED", "ACCEPTED")
  .map((status) =>
    deed({
      name: `Klarna: fraud ${status.toLowerCase()}`,
      words: `Klarna's fraud check says ${status}`,
      happens: async ({ klarna, order, portal, diary }) => {
        const { status: before } = await klarna.order(order.klarnaId)
        if (ENDED.includes(before)) return void diary.push("  (of an order that has ended Klarna decides nothing)")
        await klarna.fraud(order.klarnaId, status)
        portal.changed = true
      },
    })
  )

type PortalAction = "capture" | "refund" | "cancel" | "release" | "update-amount" | "expire"

/** In the portal nobody asks the shop. What Klarna's rules forbid is not done. */
export const inThePortal: fc.Arbitrary<Deed> = fc
  .record({
    action: fc.constantFrom<PortalAction>("capture", "refund", "cancel", "release", "update-amount", "expire"),
    amount: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  })
  .map(({ action, amount }) =>
    deed({
      name: `portal: ${action}`,
      words: `Somebody does "${action}" in Klarna's portal${amount && takesAmount(action) ? `, ${amount}` : ""}`,
      happens: (history) => usePortal(history, action, takesAmount(action) ? amount : undefined),
    })
  )

const takesAmount = (action: PortalAction) => ["capture", "refund", "update-amount"].includes(action)

/** `amount` in major units. */
async function usePortal(
  { klarna, order, portal, diary }: History,
  action: PortalAction,
  amount?: number
): Promise<void> {
  const before = await klarna.order(order.klarnaId)
  try {
    const minor = amount === undefined ? undefined : amount * 100
    const wanted = action === "update-amount" ? (minor ?? before.order_amount) : minor
    const after = await klarna.portal(order.klarnaId, action, wanted)
    portal.captured += after.captured_amount - before.captured_amount
    portal.refunded += after.refunded_amount - before.refunded_amount
    portal.changed = true
  } catch {
    diary.push("  (the portal said no)")
  }
}
