/** `npm run test:security`: the test files that docs/threat-model.md names. What else is given goes to Jest. */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const page = readFileSync(`${root}/docs/threat-model.md`, "utf8")
const files = [...new Set([...page.matchAll(/\]\(\.\.\/([^)]+\.spec\.ts)\)/g)].map(([, file]) => file))]
const tests = fileURLToPath(new URL("../run-tests.mjs", import.meta.url))

const args = [tests, ...process.argv.slice(2), "--runTestsByPath", ...files]
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" })
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
child.once("exit", (code) => (process.exitCode = code ?? 1))
