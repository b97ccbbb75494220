import { KlarnaBusyError, KlarnaCredentialsError, KlarnaRefusedError, KlarnaUnreachableError } from "../errors"
import { decideRetry, type FailedAttempt } from "../retry"

const call = { operation: "orders.cancel" }
const down = new KlarnaUnreachableError("HTTP 503", false, call)
const notSent = new KlarnaUnreachableError("ECONNREFUSED", true, call)
const busy = (retryAfterMs?: number) => new KlarnaBusyError(retryAfterMs, call)
const refused = new KlarnaRefusedError("NOT_ALLOWED", [], call)

const keyed: Omit<FailedAttempt, "error"> = {
  attempt: 1,
  retries: 2,
  isWrite: true,
  hasKey: true,
  elapsedMs: 100,
  deadlineMs: 30_000,
  patienceMs: 19_900,
  random: 0,
}
const read = { isWrite: false, hasKey: false }
const stop = { retry: false }
const after = (afterMs: number) => ({ retry: true, afterMs })

it.each<[string, Partial<FailedAttempt> & { error: unknown }, object]>([
  ["repeats a keyed write when Klarna is down", { error: down }, after(250)],
  ["repeats a read when Klarna is down", { error: down, ...read }, after(250)],
  ["repeats a keyed write that was never sent", { error: notSent }, after(250)],
  ["waits twice as long before the second repeat", { error: down, attempt: 2 }, after(500)],
  ["spreads the waits of callers that failed together", { error: down, random: 1 }, after(500)],
  [
    "never waits longer than eight seconds between attempts",
    { error: down, attempt: 9, retries: 9, random: 1 },
    after(8000),
  ],
  ["waits as long as Klarna's rate limit asks", { error: busy(3000) }, after(3000)],
  ["spreads callers behind a rate limit", { error: busy(3000), random: 1 }, after(3250)],
  ["waits as usual when the rate limit says nothing", { error: busy() }, after(250)],
  ["stops after the allowed repeats", { error: down, attempt: 3 }, stop],
  ["does not repeat when none is allowed", { error: down, retries: 0 }, stop],
  ["never repeats a write without a key", { error: down, hasKey: false }, stop],
  ["never repeats a write without a key for a rate limit either", { error: busy(10), hasKey: false }, stop],
  ["never repeats what Klarna refused", { error: refused }, stop],
  ["never repeats with credentials that were rejected", { error: new KlarnaCredentialsError(call) }, stop],
  ["never repeats after an error of our own", { error: new TypeError("ours") }, stop],
  ["does not wait so long for a rate limit that no time is left for the answer", { error: busy(19_900) }, stop],
  ["does not begin an attempt at the deadline", { error: down, elapsedMs: 29_750 }, stop],
  ["uses the last moment before the deadline", { error: down, elapsedMs: 29_749 }, after(250)],
])("%s", (_sentence, given, expected) => {
  expect(decideRetry({ ...keyed, ...given })).toEqual(expected)
})
