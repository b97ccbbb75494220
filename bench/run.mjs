/** `npm run bench`: installs what is missing, then hands over to bench.ts. Needs nothing but Node and npm. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const require = createRequire(import.meta.url)

if (!existsSync(join(root, "node_modules", "tsx"))) {
  const npm = spawnSync("npm ci --no-audit --no-fund", { cwd: root, stdio: "inherit", shell: true })
  if (npm.status !== 0) process.exit(1)
}
require("tsx/cjs/api").register()
await require("./bench.ts").main(process.argv.slice(2))
