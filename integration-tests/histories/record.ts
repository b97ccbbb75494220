import { spawnSync } from "node:child_process"
import { writeFile } from "node:fs/promises"
import type { RunDetails } from "fast-check"
import { historiesFailed, historiesLived } from "./live"
import { say } from "./report"
import { settings } from "./settings"
import { tally } from "./tally"

/** Says what was covered and, when asked to, writes it down. */
export async function writeRecord({ failed, seed }: Pick<RunDetails<unknown>, "failed" | "seed">): Promise<void> {
  const record = {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    ...{ histories: historiesLived(), seed, failed: failed ? 1 : historiesFailed() },
    ...tally(),
  }
  say(JSON.stringify(record))
  if (settings.recordTo) await writeFile(settings.recordTo, `${JSON.stringify(record, null, 2)}\n`)
}

/** Null in a copy without its history. */
function commit(): string | null {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" })
  return status === 0 ? stdout.trim() : null
}
