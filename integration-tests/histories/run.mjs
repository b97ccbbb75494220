/** `npm run test:histories -- --runs 1000`: plays random histories, as the usage below says. */
import { spawn } from "node:child_process"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const usage = `Plays random lives of an order against the real sync, PostgreSQL and the Klarna simulator.

  npm run test:histories -- [--runs <n>] [--minutes <m>] [--seed <s>] [--path <p>] [--replay-path <r>] [--only <n>[-<m>]]
                            [--keep-going] [--record <file>]

  --runs         how many (50)
  --minutes      begins no other one after this time, however many are left
  --seed         the same number, the same histories
  --path         only this one of them, as a failure names it
  --replay-path  only its deeds that mattered, as a failure names them
  --only         only the n-th of them (or n-th to m-th), as --keep-going names it
  --keep-going   shows every history that fails, instead of making the first one shorter
  --record       writes what was covered to this file, as JSON
`

function main() {
  const text = { type: "string" }
  const { values } = parseArgs({
    options: {
      runs: text,
      minutes: text,
      seed: text,
      path: text,
      "replay-path": text,
      only: text,
      record: text,
      "keep-going": { type: "boolean" },
      help: { type: "boolean" },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const numbers = [values.runs, values.minutes, values.seed].filter((value) => value !== undefined)
  if (numbers.some((value) => !/^-?\d+$/.test(value))) throw new Error("--runs, --minutes and --seed are whole numbers")
  if (!/^(\d+(-\d+)?)?$/.test(values.only ?? "")) throw new Error("--only is a number, or two as in 51-75")

  const env = {
    ...process.env,
    HISTORIES_RUNS: values.runs ?? "",
    HISTORIES_MINUTES: values.minutes ?? "",
    HISTORIES_SEED: values.seed ?? "",
    HISTORIES_PATH: values.path ?? "",
    HISTORIES_REPLAY_PATH: values["replay-path"] ?? "",
    HISTORIES_ONLY: values.only ?? "",
    HISTORIES_KEEP_GOING: String(values["keep-going"] ?? false),
    HISTORIES_RECORD: values.record ? resolve(values.record) : "",
  }
  const tests = fileURLToPath(new URL("../run-tests.mjs", import.meta.url))
  const child = spawn(process.execPath, [tests, "--selectProjects", "histories"], { stdio: "inherit", env })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  child.once("exit", (code) => (process.exitCode = code ?? 1))
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
