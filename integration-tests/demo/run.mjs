/**
 * `npm run demo`: a Medusa store that sells with Klarna, and a Klarna to watch it with. Needs nothing but Node and npm:
 * this file installs what is missing, then hands over to demo.ts.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const require = createRequire(import.meta.url)
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (!fits) fail(`Medusa needs Node ${manifest.engines.node}; this is ${process.versions.node}.`)
}

function installWhatIsMissing() {
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  if (needed.every((name) => existsSync(join(root, "node_modules", name)))) return
  console.log("Installing dependencies (npm ci, once: a minute or two) ...")
  const npm = spawnSync("npm ci --no-audit --no-fund", { cwd: root, stdio: "inherit", shell: true })
  if (npm.status !== 0) fail("npm ci did not succeed; its words are above.")
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

checkNode()
installWhatIsMissing()
require("tsx/cjs/api").register()
await require("./demo.ts").main(process.argv.slice(2))
