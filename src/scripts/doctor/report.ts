import Table from "cli-table3"
import type { Finding } from "../../workflows/doctor"

const WORDS: Record<Finding["verdict"], string> = { ok: "ok", warning: "note", problem: "PROBLEM" }

const WIDTHS = [24, 10, 84]

/** All findings as a table, and what they come to in a sentence. */
export function reportOf(findings: Finding[]): string {
  const table = new Table({
    head: ["Klarna", "", "What was found, and what to do"],
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const { check, verdict, message } of findings) table.push([check, WORDS[verdict], message])
  return `${table.toString()}\n${summary(findings)}`
}

function summary(findings: Finding[]): string {
  const problems = findings.filter(({ verdict }) => verdict === "problem").length
  if (problems === 0) return "This store can sell with Klarna."
  return problems === 1 ? "One problem to solve." : `${problems} problems to solve.`
}
