import { spawnSync } from "node:child_process"
import { judge } from "./audit-verdict"

/**
 * `npm run audit`: known weaknesses of the packages that come with this one into a store; Medusa's own are the store's. With `--required`
 * a registry that does not answer is a failure too: that is how a release asks.
 */
const AUDIT = ["audit", "--json", "--omit=dev", "--omit=peer", "--fetch-retries=1", "--fetch-timeout=30000"]

const { stdout } = spawnSync("npm", AUDIT, { encoding: "utf8", shell: process.platform === "win32" })
const { result, why } = judge(stdout)
console.error(`Audit of dependencies ${result}: ${why}.`)
if (result === "skipped") {
  console.error("Nothing was judged: this is no pass. Run it where npm reaches a registry that answers audits.")
  // Shown on top of a run in GitHub, where a line in the log would not be read.
  if (process.env.GITHUB_ACTIONS) console.log(`::warning title=Audit of dependencies skipped::${why}`)
}
const isGood = result === "passed" || (result === "skipped" && !process.argv.includes("--required"))
process.exitCode = isGood ? 0 : 1
