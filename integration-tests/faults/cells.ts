import { type FaultName, faultNames } from "../../src/simulator/faults"
import { operationNames, type OperationName } from "./operation"
import { pairwise } from "./pairwise"

/** What comes after the first fault: fine weather, the same fault until somebody has to look, or another fault on the next call. */
export type Then = "fine" | "lasting" | FaultName

/** One trial: an operation whose request meets a fault. */
export interface Cell {
  operation: OperationName
  fault: FaultName
  then: Then
  /** The client's own attempts after the first, in seconds; the sync's, in minutes and hours, come after them. */
  retries: 0 | 1
}

/**
 * What a fault leaves behind, as far as anybody can tell from outside. The quick selection tries every kind with every operation,
 * the full one every fault. Total, so that a new fault of the simulator gets its kind.
 */
export const kindOf: Record<FaultName, FaultKind> = {
  "400": "refused",
  "401-html": "turned away",
  "403": "refused",
  "403-empty": "turned away",
  "404": "refused",
  "409": "conflict",
  "422": "refused",
  "429": "not now",
  "429-bare": "not now",
  "500": "silent, not done",
  "502-html": "silent, not done",
  "503": "silent, not done",
  "504-empty": "silent, not done",
  "not-json": "odd answer",
  empty: "odd answer",
  "wrong-type": "odd answer",
  "no-id-header": "odd answer",
  slow: "silent, done later",
  "cut-before": "silent, not done",
  "cut-after": "silent, done",
  "cut-body": "silent, done",
}
export type FaultKind =
  | "refused"
  | "turned away"
  | "conflict"
  | "not now"
  | "silent, not done"
  | "silent, done"
  | "silent, done later"
  | "odd answer"

const kinds = [...new Set(Object.values(kindOf))]
const faultsOf = (kind: string) => faultNames.filter((fault) => kindOf[fault] === kind)

/** Every operation meets every fault: once, for as long as the schedule lasts, and with the client's own repeat; then every two faults in a row. */
export function allCells(): Cell[] {
  const single = operationNames.flatMap((operation) =>
    faultNames.flatMap((fault): Cell[] => [
      { operation, fault, then: "fine", retries: 0 },
      { operation, fault, then: "lasting", retries: 0 },
      { operation, fault, then: "fine", retries: 1 },
    ])
  )
  const double = pairwise([operationNames, faultNames, faultNames, [0, 1]] as const).map(
    ([operation, fault, then, retries]): Cell => ({ operation, fault, then, retries })
  )
  return [...single, ...double]
}

/** Every two of operation, kind of fault, what comes then, and attempts meet at least once; within a kind its faults take turns. */
export function quickCells(): Cell[] {
  const turns = new Map<string, number>()
  const next = (kind: string) => {
    const turn = turns.get(kind) ?? 0
    turns.set(kind, turn + 1)
    const faults = faultsOf(kind)
    return faults[turn % faults.length]
  }
  const afterwards = ["fine", "lasting", ...kinds] as const
  return pairwise([operationNames, kinds, afterwards, [0, 1]] as const).map(
    ([operation, kind, then, retries]): Cell => ({
      operation,
      fault: next(kind),
      then: then === "fine" || then === "lasting" ? then : next(then),
      retries,
    })
  )
}
