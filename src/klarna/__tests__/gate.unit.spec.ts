import { KlarnaBusyError, KlarnaUnreachableError } from "../errors"
import { createGate } from "../gate"
import type { Received } from "../http"
import { failureOf } from "./local-klarna"

/** Lets everything happen that happens without time. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A gate whose time stands still until it is moved, and the calls that were let out. */
function gateInTests() {
  let time = 0
  const sleeping: { until: number; wake: () => void }[] = []
  const gate = createGate({
    now: () => time,
    sleep: (ms) => new Promise<void>((wake) => sleeping.push({ until: time + ms, wake })),
  })
  const out: string[] = []
  const call = (
    name: string,
    { operation = "orders.read", patienceMs = 60_000, attempt = 1, signal = undefined as AbortSignal | undefined } = {}
  ) => {
    const turn = gate.turn({ operation, attempt, patienceMs, elapsedMs: () => time, signal })
    turn.then(() => out.push(name)).catch(() => undefined)
    return turn
  }
  const moveTo = async (to: number) => {
    for (await settle(); sleeping.some(({ until }) => until <= to); await settle()) {
      sleeping.sort((a, b) => a.until - b.until)
      const next = sleeping.shift()
      time = Math.max(time, next?.until ?? 0)
      next?.wake()
    }
    time = to
  }
  const answer = (status: number, headers: Record<string, string>, operation = "orders.read") =>
    gate.answered(operation, { status, header: (name) => headers[name], text: "" } satisfies Received)
  return { call, answer, moveTo, out, gate }
}

const limit = { "X-Ratelimit-Limit": "2, 2;w=1", "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": "5" }

/** One call met a 429 that lasts five seconds. */
async function slowed() {
  const klarna = gateInTests()
  await klarna.call("first")
  klarna.answer(429, limit)
  return klarna
}

it("lets everybody through at once while Klarna announces no limit", async () => {
  const { call, out } = gateInTests()
  await Promise.all(Array.from({ length: 300 }, (_, each) => call(`${each}`)))
  expect(out).toHaveLength(300)
})

it("keeps everybody until the reset, then lets them out in the order in which they came, at Klarna's pace", async () => {
  const { call, moveTo, out } = await slowed()
  for (const name of ["a", "b", "c"]) void call(name)
  await moveTo(4999)
  expect(out).toEqual(["first"])
  await moveTo(5000)
  expect(out).toEqual(["first", "a"])
  await moveTo(5500)
  expect(out).toEqual(["first", "a", "b"])
  await moveTo(6000)
  expect(out).toEqual(["first", "a", "b", "c"])
})

it("sends a call home at once whose turn would come too late, and says when it may come again", async () => {
  const { call, out } = await slowed()
  const error = await failureOf(call("hurried", { patienceMs: 4999 }), KlarnaBusyError)
  expect(error).toMatchObject({ slowed: true, retryAfterMs: 5000, status: undefined })
  expect(error.message).toBe("orders.read was not sent: Klarna limits this account's calls for another 5 s")
  expect(out).toEqual(["first"])
})

it("counts those who wait already when it says so", async () => {
  const { call } = await slowed()
  void call("a")
  void call("b")
  const error = await failureOf(call("hurried", { patienceMs: 5900 }), KlarnaBusyError)
  expect(error.retryAfterMs).toBe(6000)
})

it("sends those home who wait for a turn that another 429 moves too far away", async () => {
  const klarna = await slowed()
  await klarna.moveTo(5000)
  await klarna.call("probe")
  const waiting = klarna.call("waiting", { patienceMs: 3000 })
  klarna.answer(429, { ...limit, "X-Ratelimit-Reset": "60" })
  expect((await failureOf(waiting, KlarnaBusyError)).retryAfterMs).toBe(60_000)
})

it("does not call a call unsent that was sent before", async () => {
  const { call } = await slowed()
  const error = await failureOf(call("again", { attempt: 2, patienceMs: 10 }), KlarnaBusyError)
  expect(error.slowed).toBe(false)
})

it.each(["orders.capture", "orders.refund", "payments.createOrder"])(
  "lets %s go before the sync's calls",
  async (operation) => {
    const { call, moveTo, out } = await slowed()
    void call("read")
    void call("update", { operation: "orders.updateAuthorization" })
    void call("money", { operation })
    void call("more money", { operation })
    await moveTo(10_000)
    expect(out).toEqual(["first", "money", "more money", "read", "update"])
  }
)

it("lets a caller leave, and does not keep a turn for it", async () => {
  const { call, moveTo, out } = await slowed()
  const leave = new AbortController()
  const leaving = call("leaving", { signal: leave.signal })
  void call("staying")
  leave.abort()
  expect(await failureOf(leaving, KlarnaUnreachableError)).toMatchObject({ notSent: true })
  await failureOf(call("gone", { signal: AbortSignal.abort() }), KlarnaUnreachableError)
  await moveTo(5000)
  expect(out).toEqual(["first", "staying"])
})

it.each(["payments.createSession", "hostedPage.create"])("counts %s by itself, as Klarna does", async (operation) => {
  const { call, answer, out } = await slowed()
  await call("buyer", { operation })
  answer(429, limit, operation)
  void call("next buyer", { operation })
  await settle()
  expect(out).toEqual(["first", "buyer"])
})
