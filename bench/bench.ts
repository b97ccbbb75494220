import { existsSync } from "fs"
import { parseArgs } from "util"
import { watchGuarantees } from "./guarantees"
import { openHouse } from "./house"
import type { Measure } from "./measure"
import { measures } from "./measures"
import { writePage } from "./report/page"
import {
  commit,
  machineFacts,
  type MeasureResult,
  readResults,
  type Results,
  resultsFile,
  writeResults,
  writtenOf,
} from "./report/results"
import { resultsTable } from "./report/table"

const help = `Measures what the plugin costs: calls, waits, throughput, memory. Absolute times are shown and never judged.

  npm run bench                    everything; writes bench/results.json and bench/RESULTS.md
  npm run bench -- --only <name>   one measure, or several: ${measures.map(({ name }) => name).join(", ")}
  npm run bench -- --quick         fewer samples: shows that it works, and writes nothing
  npm run bench -- --page          writes bench/RESULTS.md anew from bench/results.json
`

interface Settings {
  only: string[]
  isQuick: boolean
}

export async function main(args: string[]): Promise<void> {
  const settings = settingsOrExit(args)
  const { results, code } = await measureAll(settings)
  console.log(resultsTable(results.measures))
  for (const { name, note } of results.measures
    .flatMap(({ figures }) => figures)
    .filter(({ isMet }) => isMet === false))
    console.log(`Missed: ${name}${note ? ` (${note})` : ""}`)
  const { requests, problems } = results.guarantees
  console.log(`${requests} calls checked: ${problems.length ? problems.join("\n") : "all guarantees held"}`)
  if (!settings.isQuick) writeDown(results, settings)
  process.exit(problems.length ? 1 : code)
}

function settingsOrExit(args: string[]): Settings {
  const flag = { type: "boolean", default: false } as const
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      quick: flag,
      page: flag,
      help: { ...flag, short: "h" },
    },
  })
  if (values.page) writePage(readResults())
  if (values.help) console.log(help)
  if (values.page || values.help) process.exit(0)
  const unknown = values.only.find((wished) => !measures.some(({ name }) => name === wished))
  if (unknown) {
    console.error(`There is no measure "${unknown}".\n\n${help}`)
    process.exit(2)
  }
  return { only: values.only, isQuick: values.quick }
}

async function measureAll({ only, isQuick }: Settings): Promise<{ results: Results; code: number }> {
  const begin = performance.now()
  const house = await openHouse(isQuick)
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void house.close().then(() => process.exit(130)))
  const guarantees = watchGuarantees(house.klarna)
  const done: MeasureResult[] = []
  let code = 0
  try {
    for (const measure of measures.filter(({ name }) => !only.length || only.includes(name))) {
      try {
        done.push(await resultOf(measure, { house, guarantees }))
      } catch (error) {
        code = 1
        console.error(`${measure.title}: ${(error as Error).stack}`)
      }
    }
    const { rows } = await house.database.query<{ server_version: string }>("SHOW server_version")
    const minutes = Math.round((performance.now() - begin) / 6_000) / 10
    const machine = machineFacts(rows[0].server_version)
    const results = { date: new Date().toISOString(), commit: commit(), isQuick, minutes, machine }
    return { results: { ...results, guarantees: guarantees.verdict(), measures: done }, code }
  } finally {
    await house.close()
  }
}

async function resultOf(measure: Measure, bench: Parameters<Measure["run"]>[0]): Promise<MeasureResult> {
  console.log(`${measure.title} ...`)
  const begin = performance.now()
  const figures = await measure.run(bench)
  const seconds = Math.round((performance.now() - begin) / 100) / 10
  return { name: measure.name, title: measure.title, seconds, figures: figures.map(writtenOf) }
}

/** Single measures take the place of their old figures; whatever else stands there stays. */
function writeDown(results: Results, { only }: Settings): void {
  if (only.length && existsSync(resultsFile)) {
    const old = readResults()
    const others = old.measures.filter(({ name }) => !only.includes(name))
    const place = (name: string) => measures.findIndex((each) => each.name === name)
    old.measures = [...others, ...results.measures].sort((a, b) => place(a.name) - place(b.name))
    writeResults(old)
    writePage(old)
  } else {
    writeResults(results)
    writePage(results)
  }
  console.log("Written: bench/results.json and bench/RESULTS.md")
}
