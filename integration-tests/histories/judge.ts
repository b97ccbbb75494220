import { differencesOf, explanations, isOpen } from "./differences"
import type { Call, Evidence } from "./evidence"

/**
 * What is wrong after the weather has cleared, in sentences; nothing: the history ended well. Knows nothing of how the sync works:
 * both sides agree, or a person is told why not; and what Klarna's log, the ledger and the money say about the way there.
 */
export function judge(evidence: Evidence): string[] {
  return [
    ...rest(evidence),
    ...agreement(evidence),
    ...attention(evidence),
    ...payment(evidence),
    ...ledger(evidence),
    ...keys(evidence),
    ...overlaps(evidence),
    ...silence(evidence),
    ...parcels(evidence),
    ...money(evidence),
  ]
}

function rest({ row }: Evidence): string[] {
  return row.isAtRest ? [] : ["the order does not come to rest: it is held, due or wished for although nothing happens"]
}

function agreement(evidence: Evidence): string[] {
  const { row, klarna, medusa } = evidence
  const said = row.attention.map(({ code }) => code as string)
  const isNoted = (code: string, kind?: string) =>
    row.notes.some((note) => note.code === code && (!kind || note.kind === kind))
  const isZeroNoted = medusa.target === 0 && isNoted("zero_amount")
  // After three orders whose billing address Klarna refused, the merchant decides whether to try again.
  const isBillingLeftToMerchant = isNoted("manual", "billing_address")
  return [
    ...differencesOf(evidence)
      .filter((difference) => !explanations[difference].some((code) => said.includes(code)))
      .filter((difference) => !(isZeroNoted && difference === "Klarna's amount is not what it should be"))
      .filter((difference) => !(isBillingLeftToMerchant && difference === "Klarna has another billing address"))
      .map((difference) => `${difference}, and nobody is told (${row.state}, ${said.join(", ") || "no attention"})`),
    ...(isOpen(klarna) && klarna.linesTotal !== klarna.amount ? ["Klarna's lines do not add up to its amount"] : []),
  ]
}

/** Shown to a person with a code and a sentence, while it is true and no longer. */
function attention(evidence: Evidence): string[] {
  const { row } = evidence
  const differences = differencesOf(evidence)
  const isTrue = (code: string) =>
    differences.some((difference) => (explanations[difference] as readonly string[]).includes(code))
  const hasSome = row.attention.length > 0
  return [
    ...((row.state === "needs_attention") === hasSome
      ? []
      : [`${row.state} with ${row.attention.length} things to look at`]),
    ...(row.code === (row.attention[0]?.code ?? null)
      ? []
      : [`the row says ${row.code}, its attention something else`]),
    ...row.attention.filter(({ message }) => !message).map(({ code }) => `${code} comes without a sentence`),
    ...row.attention
      .filter(({ code }) => !isTrue(code))
      .map(({ code, message }) => `${code} is shown, and is not so: ${message}`),
  ]
}

/** The next capture takes what Klarna guarantees, and no more than is owed. */
function payment(evidence: Evidence): string[] {
  const { medusa, klarna } = evidence
  if (medusa.isCanceled || !isOpen(klarna) || medusa.captured !== klarna.captured) return []
  const right = Math.min(klarna.remaining, medusa.owed)
  return medusa.held === right ? [] : [`Medusa can capture ${medusa.held} where ${right} is right`]
}

function ledger({ operations }: Evidence): string[] {
  return operations
    .filter(({ outcome }) => outcome === null || outcome === "unknown")
    .map(({ kind, outcome }) => `a ${kind} has no known end in the ledger (${outcome})`)
}

/** Written before it is sent, carried out once, and never used for something else. */
function keys({ calls, operations }: Evidence): string[] {
  const written = new Set(operations.map(({ key }) => key))
  const sent = calls.filter(({ idempotency_key }) => idempotency_key !== null)
  const used = [...new Set(sent.map(({ idempotency_key }) => idempotency_key as string))]
  return used.flatMap((key) => {
    const uses = sent.filter(({ idempotency_key }) => idempotency_key === key)
    return [
      ...(written.has(key) ? [] : [`${nameOf(uses[0])} was sent under a key that no ledger row has`]),
      ...(uses.filter(({ effect }) => effect).length > 1
        ? [`${nameOf(uses[0])} had its effect twice under one key`]
        : []),
      ...(new Set(uses.map(contentOf)).size > 1
        ? [`one key was used for different things: ${uses.map(nameOf).join(", ")}`]
        : []),
    ]
  })
}

/**
 * A read that a capture or refund makes beside the sync is the provider's: it needs no claim. Nor does the capture or refund itself wait
 * for a read of the sync's, which sees one state or the other.
 */
function overlaps({ calls, moneyTimes }: Evidence): string[] {
  const ofProvider = ({ method, at }: Call) =>
    method === "GET" && moneyTimes.some(({ from, to }) => from <= at && at <= to)
  const inTurn = calls.filter((call) => !ofProvider(call)).sort((a, b) => a.at.localeCompare(b.at))
  return inTurn
    .slice(1)
    .map((call, index) => [inTurn[index], call])
    .filter(([before, after]) => before.ended_at === null || after.at < before.ended_at)
    .filter(([before, after]) => !(isRead(before) && movesMoney(after)) && !(isRead(after) && movesMoney(before)))
    .map(([before, after]) => `${nameOf(after)} was sent before ${nameOf(before)} had its answer`)
}

const isRead = ({ method }: Call) => method === "GET"
const movesMoney = ({ method, path }: Call) => method === "POST" && /(captures|refunds)$/.test(path)

/** While the order is out of the sync only captures and refunds go out, which are the merchant's own. */
function silence({ calls, offTimes }: Evidence): string[] {
  const isOff = ({ at }: Call) => offTimes.some(({ from, to }) => from < at && (to === undefined || at < to))
  return calls
    .filter((call) => !isRead(call) && !movesMoney(call) && isOff(call))
    .map((call) => `${nameOf(call)} was sent although the order was disconnected`)
}

/** Klarna appends what it is told. */
function parcels({ klarna }: Evidence): string[] {
  const twice = klarna.parcels.filter((number, index) => klarna.parcels.indexOf(number) !== index)
  return twice.map((number) => `parcel ${number} was told twice`)
}

function money({ klarna, mostCaptured, mostRefunded }: Evidence): string[] {
  return [
    ...(klarna.captured > mostCaptured ? [`Klarna captured ${klarna.captured}, asked was for ${mostCaptured}`] : []),
    ...(klarna.refunded > mostRefunded ? [`Klarna refunded ${klarna.refunded}, asked was for ${mostRefunded}`] : []),
  ]
}

const nameOf = ({ method, path }: Call) => `${method} ${path.replace(/^.*\/orders\/[^/]+\/?/, "") || "order"}`

/** Medusa hands out an order's lines in no order. */
function contentOf({ method, path, body }: Call): string {
  const { order_lines, ...rest } = (body ?? {}) as { order_lines?: unknown[] }
  const lines = (order_lines ?? []).map((line) => JSON.stringify(line)).sort()
  return JSON.stringify([method, path, rest, lines])
}
