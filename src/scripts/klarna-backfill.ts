import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { SingleBar } from "cli-progress"
import { countsOf } from "../modules/klarna/backfill-findings"
import { type BackfillRunRow, latestRun } from "../modules/klarna/backfill"
import { beginBackfill, resumeBackfill } from "../workflows/backfill/begin"
import { continueBackfill } from "../workflows/backfill/run"
import { afterDashes, type Asked, readArgs } from "./backfill/args"
import { tableOf, writeReport } from "./backfill/report"
import { USAGE } from "./backfill/usage"

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** `npx medusa exec` runs this file. */
export default async function klarnaBackfill({ container, args }: ExecArgs): Promise<void> {
  const asked = readArgs(args.length ? args : afterDashes(process.argv))
  if ("help" in asked) return say(USAGE)
  if ("problem" in asked) return giveUp(`${asked.problem}\n\n${USAGE}`)
  try {
    await run({ container, asked })
  } catch (error) {
    if (!MedusaError.isMedusaError(error)) throw error
    giveUp(error.message)
  }
}

async function run({ container, asked }: Pick<ExecArgs, "container"> & { asked: Asked }): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const held = await (asked.options ? beginBackfill(container, asked.options, null) : resumeBackfill(container))
  await withProgress(held, (await countsOf(knex, held.id)).done, (progress, signal) =>
    continueBackfill(container, held, { progress, signal })
  )
  const ended = (await latestRun(knex)) ?? held
  say(tableOf(ended, await countsOf(knex, held.id)))
  const file = asked.report ?? `${held.id}.json`
  await writeReport(knex, ended, file)
  say(`The whole report is in ${file}.`)
  if (ended.state === "finished") return
  giveUp(`${ended.message ?? "The run stands still."}\nGo on with --resume.`)
}

/** The first Ctrl-C ends the run with what is under way, the second one at once. */
async function withProgress(
  { total }: BackfillRunRow,
  done: number,
  work: (progress: (more: number) => void, signal: AbortSignal) => Promise<void>
): Promise<void> {
  const stop = new AbortController()
  const onStop = () => (stop.signal.aborted ? process.exit(130) : stop.abort())
  const format = "Klarna orders |{bar}| {percentage}% | {value}/{total} | {eta_formatted} left"
  const bar = new SingleBar({ format, noTTYOutput: true, notTTYSchedule: 10_000, stopOnComplete: false })
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onStop)
  bar.start(total, done)
  try {
    await work((more) => bar.increment(more), stop.signal)
  } finally {
    bar.stop()
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onStop)
  }
}

/** `medusa exec` ends the process with this code. */
function giveUp(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
