import Table from "cli-table3"
import type { MeasureResult, Written } from "./results"

const HEAD = ["", "median", "middle half", "95 % interval", "target", ""]

/** One table for everything that was measured. */
export function resultsTable(measures: MeasureResult[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] }, colWidths: [62], wordWrap: true })
  for (const { title, seconds, figures } of measures) {
    table.push([{ colSpan: HEAD.length, content: `${title} (${Math.round(seconds)} s)` }])
    for (const figure of figures) table.push(cellsOf(figure))
  }
  return table.toString()
}

/** The same as Markdown, for the page. */
export function markdownTable(figures: Written[]): string {
  const rows = [HEAD, HEAD.map(() => "---"), ...figures.map(cellsOf)]
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

function cellsOf({ name, unit, median, spread, interval, target, isMet, samples }: Written): string[] {
  const isOne = samples === 1
  return [
    name,
    inUnit(median, unit),
    isOne ? "" : between(spread),
    isOne ? "" : between(interval),
    target ?? "",
    isMet === undefined ? "" : isMet ? "met" : "missed",
  ]
}

function inUnit(value: number, unit: Written["unit"]): string {
  if (unit === "calls" || unit === "count") return inDigits(value)
  return unit === "x" ? `${inDigits(value)} x` : `${inDigits(value)} ${unit}`
}

const between = ([low, high]: [number, number]) => (low === high ? "" : `${inDigits(low)} to ${inDigits(high)}`)

const inDigits = (value: number) =>
  Number.isInteger(value)
    ? String(value)
    : Math.abs(value) >= 100
      ? value.toFixed(0)
      : String(Number(value.toPrecision(3)))
