import type { ExpiryPolicy } from "../../../mapping/types"
import type { OrderForSync } from "../../../mapping/order-fields"
import type { KlarnaOrderRow } from "../../../modules/klarna/types"
import type { Failure } from "../refused"
import { nextReadAt, stateAfter } from "../state"

const now = new Date("2026-11-23T12:00:00Z")
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

beforeEach(() => void jest.useFakeTimers({ now, doNotFake: ["nextTick", "setImmediate"] }))
afterEach(() => void jest.useRealTimers())

/** What a row becomes whose change could not be told. Nothing else of row and order is looked at. */
const laterFrom = (row: Partial<KlarnaOrderRow>, failure?: Failure) =>
  stateAfter(
    { end: "later", row: { attempts: 0, next_attempt_at: null, doubtful: false, ...row } as KlarnaOrderRow, failure },
    {} as OrderForSync
  )

const busy: Failure = { type: "weather", reason: "429", status: 429, retryAfterMs: 60_000, slowed: false }
const slowed: Failure = { type: "weather", reason: "not sent", retryAfterMs: 60_000, slowed: true }
const refusedConnection: Failure = { type: "weather", reason: "ECONNREFUSED" }

describe("a change that could not be told", () => {
  it.each<[string, number, Failure, number]>([
    ["after five seconds the first time", 0, refusedConnection, 5],
    ["after five minutes the second time", 1, refusedConnection, 300],
    ["not before Klarna's rate limit ends", 0, busy, 60],
    ["after Klarna's own wait where that is longer than the limit", 1, busy, 300],
  ])("is tried again %s, and an attempt is used up", (_sentence, attempts, failure, seconds) => {
    expect(laterFrom({ attempts }, failure)).toEqual({
      sync_state: "pending",
      attempts: attempts + 1,
      doubtful: false,
      next_attempt_at: after(seconds),
    })
  })

  it("needs a person when every attempt is used up", () => {
    expect(laterFrom({ attempts: 3 }, busy)).toMatchObject({ attention_code: "klarna_unavailable" })
  })
})

describe("a change that was not sent because the account is slowed down", () => {
  it.each([0, 1, 2, 3])("keeps its attempts (%i used up) and waits until the account is open again", (attempts) => {
    const patch = laterFrom({ attempts, doubtful: true, next_attempt_at: after(-1) }, slowed)
    expect(patch).toEqual({ sync_state: "pending", doubtful: true, next_attempt_at: after(60) })
  })

  it("is tried no sooner than it was due before", () => {
    expect(laterFrom({ next_attempt_at: after(300) }, slowed)).toMatchObject({ next_attempt_at: after(300) })
    expect(laterFrom({ attempts: 2, next_attempt_at: after(300) }, slowed)).toMatchObject({
      next_attempt_at: after(300),
    })
  })
})

describe("the next look at Klarna", () => {
  const expiry = { extendDaysBefore: 0, warnDaysBefore: 0 } as ExpiryPolicy
  const open = { status: "AUTHORIZED", read_at: now, created_at: now, expires_at: null, acknowledged: {} }
  const row = (patch: Partial<KlarnaOrderRow> = {}) => ({ ...open, ...patch }) as KlarnaOrderRow
  const late = { acknowledged: { late: { authorization: after(70).toISOString() } } }
  const next = (known: KlarnaOrderRow, state: KlarnaOrderRow["sync_state"] = "in_sync") =>
    nextReadAt(known, state, { readEveryDays: 7, expiry })

  it("is made by the clock", () => expect(next(row())).toEqual(after(7 * 24 * 3600)))
  it("is made as soon as a change that was given up can no longer come", () => {
    expect(next(row(late))).toEqual(after(70))
    expect(next(row(late), "closed")).toEqual(after(70))
  })
  it("is never made of an order that is over or disconnected", () => {
    expect(next(row(), "closed")).toBeNull()
    expect(next(row(late), "off")).toBeNull()
  })
})
