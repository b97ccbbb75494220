/**
 * `npm run test:faults`: every operation of the plugin x every fault of the simulator, printed as tables and written down as JSON.
 * `-- --quick` plays the selection of `npm test` instead; what else is given goes to Jest.
 */
import { execFileSync, spawn } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const parts = join(root, "integration-tests", ".state", "faults")
const results = join(root, "docs", "trials", "faults.json")

const isQuick = process.argv.includes("--quick")
const rest = process.argv.slice(2).filter((argument) => argument !== "--quick")

rmSync(parts, { recursive: true, force: true })
const code = await play()
const trials = readdirSync(parts).flatMap((name) => JSON.parse(readFileSync(join(parts, name), "utf8")))
if (!isQuick) writeDown(trials)
process.exitCode = code

function play() {
  const args = [join(root, "integration-tests", "run-tests.mjs"), "--selectProjects", "faults", ...rest]
  // Hundreds of calls fail on purpose here: Medusa would log each.
  const env = { LOG_LEVEL: "silent", ...process.env, FAULTS: isQuick ? "quick" : "all" }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env })
    child.once("error", reject)
    child.once("exit", (exit) => resolve(exit ?? 1))
  })
}

/** Rows that were played now take the place of their last results (`FAULTS_ONLY`: a few rows); each says when and of which commit it is. */
function writeDown(trials) {
  const before = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : { operations: {}, results: [] }
  const now = { date: new Date().toISOString(), commit: commit() }
  const names = new Set(trials.map(({ operation }) => operation))
  const played = [...names].map((name) => {
    const row = trials.filter(({ operation }) => operation === name)
    return [name, { ...now, trials: row.length, wrong: wrongOf(row) }]
  })
  const all = [
    ...before.results.filter(({ operation }) => !names.has(operation)),
    ...trials.map(({ operation, fault, then, retries, text, problems, calls }) => {
      return { operation, fault, then, retries, text, problems, calls: calls.length }
    }),
  ]
  const operations = { ...before.operations, ...Object.fromEntries(played) }
  const head = JSON.stringify({ trials: all.length, wrong: wrongOf(all), operations }, null, 2)
  const lines = all.map((row) => `    ${JSON.stringify(row)}`).join(",\n")
  mkdirSync(dirname(results), { recursive: true })
  writeFileSync(results, head.replace(/\n}$/, `,\n  "results": [\n${lines}\n  ]\n}\n`))
  console.log(`${trials.length} trials, ${wrongOf(trials)} wrong: docs/trials/faults.json`)
}

function wrongOf(trials) {
  return trials.filter(({ problems }) => problems.length).length
}

/** What was tried: the commit, marked where the tree had moved on. */
function commit() {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim()
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src") ? " and changes" : "")
  } catch {
    return "unknown"
  }
}
