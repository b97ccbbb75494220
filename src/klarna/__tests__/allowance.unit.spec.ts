import fc from "fast-check"
import { type Allowance, answered, opensAt, taken, unlimited } from "../allowance"
import type { RateNews } from "../rate-news"

const told = (remaining: number, more: Partial<RateNews> = {}): RateNews => ({
  limited: false,
  limit: 10,
  windowMs: 1000,
  remaining,
  resetMs: 1000,
  ...more,
})
const limited = (resetMs: number): RateNews => told(0, { limited: true, resetMs })

/** Sends as many calls as may go out in this moment. */
function sendAll(allowance: Allowance, now: number, most = 1000): { sent: number; allowance: Allowance } {
  let sent = 0
  for (; sent < most && opensAt(allowance, now) <= now; sent++) allowance = taken(allowance, now)
  return { sent, allowance }
}

/** One call, and its answer in the same moment. */
const oneCall = (allowance: Allowance, now: number, news?: RateNews) => answered(taken(allowance, now), now, news)

it("holds nothing back as long as Klarna says nothing", () => {
  expect(sendAll(unlimited, 0).sent).toBe(1000)
})

it("lets out what remains, and the rest after the reset", () => {
  const first = sendAll(oneCall(unlimited, 0, told(9)), 1)
  expect(first.sent).toBe(9)
  expect(opensAt(first.allowance, 1)).toBe(1000)
})

it("counts calls that are under way as not yet counted by Klarna", () => {
  const three = taken(taken(taken(unlimited, 0), 0), 0)
  expect(sendAll(answered(three, 5, told(6)), 5).sent).toBe(4)
})

it("is not led astray by answers that overtake each other", () => {
  const two = taken(taken(unlimited, 0), 0)
  expect(sendAll(answered(answered(two, 5, told(3)), 6, told(9)), 6).sent).toBe(2)
})

it("lets nobody out before the end of a 429, whatever earlier calls bring meanwhile", () => {
  const two = taken(taken(unlimited, 0), 0)
  const allowance = answered(answered(two, 10, limited(60_000)), 20, told(5, { resetMs: 1000 }))
  expect(opensAt(allowance, 30)).toBe(60_010)
})

it("waits for a second, Klarna's window, when a 429 says nothing more", () => {
  expect(opensAt(oneCall(unlimited, 0, { limited: true }), 1)).toBe(1000)
})

it("comes back one by one: the first at the reset, then evenly spread over the window", () => {
  let allowance = oneCall(unlimited, 0, limited(2000))
  const sentAt = Array.from({ length: 12 }, () => {
    const at = opensAt(allowance, 1)
    allowance = taken(allowance, at)
    return at
  })
  expect(sentAt).toEqual([2000, 2100, 2200, 2300, 2400, 2500, 2600, 2700, 2800, 2900, 3000, 3100])
})

it("comes back with care where the limit is not known either", () => {
  const allowance = oneCall(unlimited, 0, { limited: true })
  expect(sendAll(allowance, 1000).sent).toBe(1)
})

it("forgets the pace when nobody came at the reset", () => {
  expect(sendAll(oneCall(unlimited, 0, limited(1000)), 2000).sent).toBe(10)
})

it("is unlimited again in the window after the one in which Klarna stopped saying anything", () => {
  const silent: RateNews = { limited: false }
  const allowance = oneCall(oneCall(unlimited, 0, { limited: true }), 5000, silent)
  expect(sendAll(allowance, 6000).sent).toBe(1000)
})

describe("whatever happens", () => {
  const news: fc.Arbitrary<RateNews> = fc.record(
    {
      limited: fc.boolean(),
      limit: fc.integer({ min: 1, max: 20 }),
      windowMs: fc.constantFrom(1000, 2000, 60_000),
      remaining: fc.integer({ min: 0, max: 20 }),
      resetMs: fc.constantFrom(0, 1000, 2000, 30_000),
    },
    { requiredKeys: ["limited"] }
  )
  type Step = { afterMs: number; does: "send" } | { afterMs: number; does: "answer"; news: RateNews }
  const afterMs = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3000 }))
  const steps = (told: fc.Arbitrary<RateNews>): fc.Arbitrary<Step[]> =>
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: fc.record({ afterMs, does: fc.constant("send" as const) }) },
        { weight: 1, arbitrary: fc.record({ afterMs, does: fc.constant("answer" as const), news: told }) }
      ),
      { maxLength: 120 }
    )

  /** Plays a history of callers who send the moment they may. */
  function play(history: Step[], look: (seen: { allowance: Allowance; now: number; news?: RateNews }) => void) {
    let allowance = unlimited
    let now = 0
    let underWay = 0
    const sentAt: number[] = []
    for (const step of history) {
      now += step.afterMs
      if (step.does === "send" && opensAt(allowance, now) <= now) {
        allowance = taken(allowance, now)
        underWay++
        sentAt.push(now)
      }
      if (step.does === "answer" && underWay > 0) {
        allowance = answered(allowance, now, step.news)
        underWay--
        look({ allowance, now, news: step.news })
      } else look({ allowance, now })
    }
    return sentAt
  }

  it("nobody sends before a reset that Klarna announced when nothing was left", () => {
    fc.assert(
      fc.property(steps(news), (history) => {
        const closed: { from: number; to: number }[] = []
        const sentAt = play(history, ({ allowance, now, news }) => {
          if (news && (news.limited || news.remaining === 0)) {
            closed.push({ from: now, to: now + (news.resetMs ?? allowance.windowMs) })
          }
          // The very moment of the answer is not after it.
          for (const { from, to } of closed) {
            if (from <= now && now < to) expect(opensAt(allowance, now)).toBeGreaterThanOrEqual(to)
          }
        })
        for (const { from, to } of closed) expect(sentAt.filter((at) => from < at && at < to)).toEqual([])
      })
    )
  })

  it("no window sees more calls than Klarna said remain", () => {
    fc.assert(
      fc.property(steps(news), (history) => {
        const windows: { from: number; to: number; most: number }[] = []
        const sentAt = play(history, ({ allowance, now, news }) => {
          if (news?.remaining !== undefined) windows.push({ from: now, to: allowance.until, most: news.remaining })
        })
        for (const { from, to, most } of windows) {
          expect(sentAt.filter((at) => from < at && at < to).length).toBeLessThanOrEqual(most)
        }
      })
    )
  })

  it("nobody ever waits when Klarna sends no headers", () => {
    const silent = fc.constant<RateNews>({ limited: false })
    fc.assert(
      fc.property(steps(silent), (history) => {
        play(history, ({ allowance, now }) => expect(opensAt(allowance, now)).toBe(now))
      })
    )
  })

  it("a call's turn always comes, and can be told beforehand", () => {
    fc.assert(
      fc.property(steps(news), (history) => {
        play(history, ({ allowance, now }) => {
          const at = opensAt(allowance, now)
          // The longest reset, and a window at the pace of one call in it.
          expect(at).toBeLessThanOrEqual(now + 60_000 + 60_000)
          expect(opensAt(allowance, at)).toBe(at)
        })
      })
    )
  })

  it("a crowd that follows the headers of a Klarna with fixed windows never meets a 429", () => {
    const crowd = fc.record({
      limit: fc.integer({ min: 1, max: 40 }),
      callers: fc.integer({ min: 1, max: 150 }),
      comesAt: fc.integer({ min: 0, max: 2500 }),
      answersAfterMs: fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 20 }),
    })
    fc.assert(
      fc.property(crowd, ({ limit, callers, comesAt, answersAfterMs }) => {
        const klarna = fixedWindows(limit)
        const answers: { at: number; news: RateNews }[] = []
        let allowance = oneCall(unlimited, 0, klarna(0))
        for (let sent = 0, now = comesAt; sent < callers;) {
          // Timers know whole milliseconds.
          const at = Math.ceil(opensAt(allowance, now))
          const next = answers.sort((a, b) => a.at - b.at)[0]
          if (next && next.at <= at) {
            now = Math.max(now, next.at)
            allowance = answered(allowance, now, answers.shift()?.news)
            continue
          }
          now = at
          allowance = taken(allowance, now)
          answers.push({ at: now + answersAfterMs[sent++ % answersAfterMs.length], news: klarna(now) })
        }
        expect(klarna.refused()).toBe(0)
      })
    )
  })
})

/** A Klarna that counts calls in windows of a second, the first of which opens with the first call. */
function fixedWindows(limit: number) {
  let startedAt = -Infinity
  let calls = 0
  let refused = 0
  const call = (now: number): RateNews => {
    if (now - startedAt >= 1000) [startedAt, calls] = [now, 0]
    calls++
    if (calls > limit) refused++
    const resetMs = Math.ceil((startedAt + 1000 - now) / 1000) * 1000
    return { limited: calls > limit, limit, windowMs: 1000, remaining: Math.max(0, limit - calls), resetMs }
  }
  return Object.assign(call, { refused: () => refused })
}
