import type { AttentionCode } from "../../src/mapping/types"
import type { Call, Evidence, LedgerRow, Look, Pair } from "./evidence"

export interface Verdict {
  /** For the cell of the table. */
  text: string
  /** What must not be, a sentence each; empty: as it should be. */
  problems: string[]
}

/** What may be the matter with any operation. */
const GENERAL: AttentionCode[] = ["credentials_rejected", "klarna_order_missing", "klarna_unavailable"]

/** A session that nobody used is worth nothing and ends by itself: a second one is no second effect. */
const HARMLESS = ["POST payments/sessions", "POST payments/sessions/:id"]

/** Whether a trial ended well: both sides agree or the row says why not, nothing happened twice, nothing was left open. */
export function judge(evidence: Evidence): Verdict {
  const problems = [
    ...isMet(evidence),
    ...leftAlone(evidence),
    ...afterHelp(evidence),
    ...twice(evidence.calls),
    ...leftOpen(evidence),
    ...(isToldOf(evidence) ? [] : uncovered(evidence.alone)),
    ...uncovered(evidence.end),
  ]
  return { problems, text: problems.length ? `WRONG: ${problems[0]}` : textOf(evidence) }
}

/** A trial in which nothing went wrong proves nothing. */
function isMet({ calls, fault, call }: Evidence): string[] {
  return calls.some((one) => one.fault === fault && one.call === call) ? [] : [`no ${call} met the fault`]
}

/** Without anybody's help: in step, or somebody knows why not. */
function leftAlone(evidence: Evidence): string[] {
  const { alone, calls, reasons } = evidence
  const differences = differencesOf(alone.pairs)
  const told = alone.row?.attention ?? []
  const isUntold = differences.length > 0 && !told.length && !isOnRecord(evidence)
  const strange = told.filter(({ code }) => ![...GENERAL, ...reasons].includes(code))
  const misquoted = told.filter(({ klarna_code }) => klarna_code && !calls.some(({ code }) => code === klarna_code))
  return [
    ...(isUntold ? [`nobody is told that ${differences.join("; ")}`] : []),
    ...strange.map(({ code }) => `attention ${code} has nothing to do with it`),
    ...misquoted.map(({ klarna_code }) => `attention quotes ${klarna_code}, which Klarna never said`),
    ...(alone.row?.is_due ? ["there is still something due"] : []),
    ...(alone.row?.sync_state === "pending" ? ["the row is pending, and nothing will bring it again"] : []),
  ]
}

/** Refusals that no merchant can do anything about stand in the ledger: an acknowledgement, and a purchase without an order. */
function isOnRecord({ operation, ledger }: Evidence): boolean {
  const kind = operation === "acknowledge" ? "acknowledge" : operation === "abandoned purchase" ? "cancel" : undefined
  return ledger.some((row) => row.kind === kind && row.outcome === "refused")
}

/** After the people who were told have clicked again: in step. */
function afterHelp(evidence: Evidence): string[] {
  const { end, is_done, errors, operation } = evidence
  const isNobodysConcern = operation === "abandoned purchase" && isOnRecord(evidence)
  return [
    ...(is_done ? [] : [`it never worked: ${errors.at(-1)}`]),
    ...(isNobodysConcern ? [] : differencesOf(end.pairs)),
    ...(end.row?.attention.length ? [`attention ${end.row.attention[0].code} stays`] : []),
  ]
}

function differencesOf(pairs: Pair[]): string[] {
  return pairs
    .filter(({ medusa, klarna }) => medusa !== klarna)
    .map(({ what, medusa, klarna }) => `${what}: Medusa ${String(medusa)}, Klarna ${String(klarna)}`)
}

/** One wish, one effect; one key, one effect, and never two different requests. */
function twice(calls: Call[]): string[] {
  const effects = calls.filter(({ effect, call }) => effect && !HARMLESS.includes(call))
  const keyed = calls.filter(({ key }) => key !== null)
  return [
    ...[...groups(effects, ({ call, approval }) => `${call} ${approval ?? ""}`)].flatMap(
      ([
        ,
        {
          length,
          0: { call },
        },
      ]) => (length > 1 ? [`${call} took effect ${length} times`] : [])
    ),
    ...[...groups(keyed, ({ key }) => key as string)].flatMap(([key, sharing]) => [
      ...(sharing.filter(({ effect }) => effect).length > 1 ? [`key ${key} had more than one effect`] : []),
      ...(new Set(sharing.map(({ call }) => call)).size > 1 ? [`key ${key} was used for different requests`] : []),
    ]),
  ]
}

function groups<One>(all: One[], nameOf: (one: One) => string): Map<string, One[]> {
  const found = new Map<string, One[]>()
  for (const one of all) found.set(nameOf(one), [...(found.get(nameOf(one)) ?? []), one])
  return found
}

function leftOpen(evidence: Evidence): string[] {
  return evidence.ledger
    .filter(({ outcome }) => outcome === null || outcome === "unknown")
    .filter((row) => !isStartedAnew(evidence, row))
    .map(({ kind, outcome }) => `the ledger's ${kind} is left ${outcome ?? "without an outcome"}`)
}

/** While Klarna cannot be read, what others did there is unheard of; then the merchant has to read that it cannot. */
const isToldOf = ({ isUnheardOf, alone }: Evidence) => Boolean(isUnheardOf && alone.row?.attention.length)

/** Whatever else: nobody may ship and capture what Klarna does not guarantee. */
function uncovered({ capturable: { medusa, klarna } }: Look): string[] {
  return medusa > klarna ? [`Medusa offers ${medusa} to capture, Klarna guarantees ${klarna}`] : []
}

/**
 * The answer was lost, and the buyer began anew instead of completing the cart again (or Klarna wanted a new approval). Klarna cannot be
 * asked what became of an approval, so the ledger keeps that it is not known.
 */
function isStartedAnew({ ledger, calls }: Evidence, { kind }: LedgerRow): boolean {
  const approvals = new Set(calls.flatMap(({ approval }) => approval ?? []))
  return (
    kind === "create_order" &&
    approvals.size > 1 &&
    ledger.some((row) => row.kind === kind && row.outcome === "accepted")
  )
}

function textOf({ call, calls, errors, alone, pressed, ...rest }: Evidence): string {
  const sent = calls.filter((one) => one.call === call).length
  const reason = alone.row?.attention[0]?.code
  const isUnknown = rest.ledger.some(({ outcome }) => outcome === "unknown")
  if (isUnknown) return `error, approved anew, first unknown, ${times(sent)}`
  if (errors.length) return `error, then done, ${times(sent)}`
  if (reason) return `attention ${reason}, then agrees, ${times(sent)}`
  if (differencesOf(alone.pairs).length)
    return `refused, in the ledger${pressed ? ", then agrees" : ""}, ${times(sent)}`
  return `${rest.operation === "abandoned purchase" ? "cancelled" : "agrees"}, ${times(sent)}`
}

const times = (calls: number) => (calls === 1 ? "1 call" : `${calls} calls`)
