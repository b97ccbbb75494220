/**
 * `npm test`: installs what is missing, runs every suite (or those that fit the given pattern), and closes with one
 * line that adds everything up. Needs nothing but Node and npm.
 */
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

async function main(args) {
  if (!existsSync(join(root, "node_modules", "jest"))) await run("npm", ["ci", "--no-audit", "--no-fund"])
  const folder = await mkdtemp(join(tmpdir(), "medusa-klarna-tests-"))
  const outputFile = join(folder, "results.json")
  const code = await jest(["--json", "--outputFile", outputFile, ...args])
  const results = await readFile(outputFile, "utf8").then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true, force: true })
  report(results, code)
}

function jest(args) {
  // Medusa loads modules with import(), which Jest only understands with this flag.
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, "--experimental-vm-modules", "--disable-warning=ExperimentalWarning"]
  const env = { ...process.env, NODE_OPTIONS: NODE_OPTIONS.filter(Boolean).join(" ") }
  return run(process.execPath, [join(root, "node_modules", "jest", "bin", "jest.js"), ...args], { env })
}

/** A file that could not even be run counts as one failed test. */
function report(results, code) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = results ?? {}
  const broken = results ? results.numRuntimeErrorTestSuites : 1
  const failed = Math.max(numFailedTests + broken, code === 0 ? 0 : 1)
  console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`)
  process.exitCode = failed ? 1 : 0
}

/** Standard output belongs to the closing line; what is run speaks on standard error. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === "win32" && command === "npm"
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell, ...options })
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
    child.once("error", reject)
    child.once("exit", (code) => resolve(code ?? 1))
  })
}

await main(process.argv.slice(2))
