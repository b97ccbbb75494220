import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Played } from "./matrix"
import { matrixTables, summary } from "./table"

const FOLDER = join(__dirname, "../.state/faults")

/** The full matrix takes a while: a line per row as it comes. */
export function sayHowFar(operation: string, row: Played[]): void {
  if (process.env.FAULTS === "all") process.stderr.write(`${operation}: ${summary(row)}\n`)
}

/** Prints the tables of one file, and leaves its trials for the command to put together. */
export function report(played: Played[], retries: number): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `retries-${retries}.json`), JSON.stringify(played))
  // Jest keeps console.log to itself.
  process.stderr.write(`${matrixTables(played, retries)}\n`)
}
