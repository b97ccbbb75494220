import { execFileSync } from "child_process"
import { readFileSync, writeFileSync } from "fs"
import { availableParallelism, cpus, release, totalmem } from "os"
import { join } from "path"
import { version as medusa } from "@medusajs/medusa/package.json"
import type { Figure } from "../measure"

export interface MeasureResult {
  name: string
  title: string
  seconds: number
  figures: Written[]
}

/** A figure as it is written down: its target in words. */
export type Written = Omit<Figure, "target"> & { target?: string }

export interface Results {
  date: string
  commit: string
  isQuick: boolean
  minutes: number
  machine: Record<string, string | number>
  guarantees: { requests: number; problems: string[] }
  measures: MeasureResult[]
}

export const root = join(__dirname, "..", "..")
export const resultsFile = join(root, "bench", "results.json")

export function writtenOf({ target, ...figure }: Figure): Written {
  const short = (value: number) => Number(value.toPrecision(4))
  const pair = ([low, high]: [number, number]): [number, number] => [short(low), short(high)]
  const { median, spread, interval } = figure
  return {
    ...figure,
    median: short(median),
    spread: pair(spread),
    interval: pair(interval),
    ...(target && { target: target.says }),
  }
}

export const machineFacts = (database: string): Results["machine"] => ({
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memory_gb: Math.round(totalmem() / 1024 ** 3),
  system: `${process.platform} ${process.arch} ${release()}`,
  node: process.versions.node,
  postgresql: database,
  medusa,
})

/** What was measured: the commit, marked where the tree had moved on. */
export function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim()
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src") ? " and changes" : "")
  } catch {
    return "unknown"
  }
}

export const readResults = (): Results => JSON.parse(readFileSync(resultsFile, "utf8")) as Results

export function writeResults(results: Results): void {
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
}
