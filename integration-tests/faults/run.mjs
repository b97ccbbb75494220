/**
 * `npm run test:faults`: every operation of the plugin x every fault of the simulator, printed as tables and written down as JSON.
 * `-- --quick` plays the selection of `npm test` instead; what else is given goes to Jest.
 */
import { execFileSync, spawn } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const parts = join(root, "integration-tests", ".state", "faults")
const results = join(root, "docs", "trials", "faults.json")

const isQuick = process.argv.includes("--quick")
const rest = process.argv.slice(2).filter((argument) => argument !== "--quick")

rmSync(parts, { recursive: true, force: true })
const begun = Date.now()
const code = await play()
const trials = readdirSync(parts).flatMap((name) => JSON.parse(readFileSync(join(parts, name), "utf8")))
if (!isQuick && !process.env.FAULTS_ONLY) writeDown(trials)
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

function writeDown(trials) {
  const wrong = trials.filter(({ problems }) => problems.length).length
  const result = {
    date: new Date().toISOString(),
    commit: commit(),
    minutes: Math.round((Date.now() - begun) / 6_000) / 10,
    trials: trials.length,
    wrong,
    results: trials.map(({ operation, fault, then, retries, text, problems, calls }) => {
      return { operation, fault, then, retries, text, problems, calls: calls.length }
    }),
  }
  mkdirSync(join(root, "docs", "trials"), { recursive: true })
  const { results: rows, ...head } = result
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")
  const text = JSON.stringify(head, null, 2).replace(/\n}$/, `,\n  "results": [\n${lines}\n  ]\n}\n`)
  writeFileSync(results, text)
  console.log(`${trials.length} trials, ${wrong} wrong: docs/trials/faults.json`)
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
