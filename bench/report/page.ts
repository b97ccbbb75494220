import { writeFileSync } from "fs"
import { join } from "path"
import type { Results } from "./results"
import { root } from "./results"
import { markdownTable } from "./table"

/** The page beside the numbers; what they mean is written in bench/README.md. */
export function writePage(results: Results): void {
  writeFileSync(join(root, "bench", "RESULTS.md"), pageOf(results))
}

export function pageOf({ date, commit, minutes, machine, guarantees, measures }: Results): string {
  const facts = Object.entries(machine).map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`)
  const figures = measures.flatMap((measure) => measure.figures)
  const judged = figures.filter(({ isMet }) => isMet !== undefined)
  const missed = judged.filter(({ isMet }) => !isMet)
  return [
    "# Results of the bench",
    "Written by `npm run bench` from `results.json`. What is measured, and why a target is missed: [README](README.md).",
    `Measured ${date.slice(0, 10)} in ${minutes} minutes, commit ${commit}, on: ${facts.join("; ")}.`,
    `${judged.length - missed.length} of ${judged.length} targets are met.`,
    `${guarantees.requests} calls of the plugin were checked in the simulator's log: ${wordsOf(guarantees.problems)}.`,
    ...measures.flatMap(({ title, figures: rows }) => [
      `## ${title}`,
      markdownTable(rows),
      ...rows.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : [])),
    ]),
  ]
    .join("\n\n")
    .concat("\n")
}

const wordsOf = (problems: string[]) =>
  problems.length
    ? problems.join("; ")
    : "each write had a key of its own, no key had two effects, no two calls of one order were under way at the same time"
