import Table from "cli-table3"
import { type FaultName, faultNames } from "../../src/simulator/faults"
import type { Then } from "./cells"
import type { Played } from "./matrix"
import { operationNames } from "./operation"

/** Faults side by side: as many as fit a wide terminal. */
const COLUMNS = 7
const WIDTHS = [19, ...Array<number>(COLUMNS).fill(19)]

/** Rows are operations, columns are faults, a cell says what came of it; a table for each way in which it may go on. */
export function matrixTables(played: Played[], retries: number): string {
  const attempts = retries ? "the client repeats a call once by itself" : "each call is one request"
  const tables: [string, Played[]][] = [
    [`The fault comes once; ${attempts}`, played.filter(({ then }) => then === "fine")],
    [`The fault lasts; ${attempts}`, played.filter(({ then }) => then === "lasting")],
    [`Another fault meets the next call; ${attempts}`, played.filter(({ then }) => isFault(then))],
  ]
  return [
    ...tables.filter(([, rows]) => rows.length).map(([title, rows]) => `${title}\n${blocks(rows).join("\n")}`),
    summary(played),
  ].join("\n\n")
}

export function summary(played: Played[]): string {
  const counts = new Map<string, number>()
  for (const one of played) counts.set(kindOf(one), (counts.get(kindOf(one)) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`)
  return `${played.length} trials: ${sorted.join("; ")}`
}

/** The cell's text without its number of calls and without names. */
function kindOf({ text, problems }: Played): string {
  return problems.length ? "WRONG" : text.replace(/, \d+ calls?$/, "").replace(/attention \w+/, "attention")
}

const isFault = (then: Then) => then !== "fine" && then !== "lasting"

function blocks(played: Played[]): string[] {
  const met = faultNames.filter((fault) => played.some((one) => one.fault === fault))
  const count = Math.ceil(met.length / COLUMNS)
  return Array.from({ length: count }, (_, at) => block(played, met.slice(at * COLUMNS, (at + 1) * COLUMNS)))
}

function block(played: Played[], faults: FaultName[]): string {
  const table = new Table({
    head: ["", ...faults],
    colWidths: WIDTHS.slice(0, faults.length + 1),
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const operation of operationNames) {
    const row = played.filter((one) => one.operation === operation)
    if (row.length) table.push([operation, ...faults.map((fault) => cellOf(row, fault))])
  }
  return table.toString()
}

function cellOf(row: Played[], fault: FaultName): string {
  const here = row.filter((one) => one.fault === fault)
  return here.map(({ then, text }) => (isFault(then) ? `+ ${then}: ${text}` : text)).join("\n")
}
