import { createHash } from "crypto"
import { existsSync } from "fs"
import { readdir, readFile, rm, writeFile } from "fs/promises"
import { join } from "path"
import { runToEnd, type Program } from "../processes/program"
import { root } from "./settings"

/** Beside the plugin's own build in `.medusa/server`, which knows nothing of it. */
const folder = join(root, ".medusa", "demo-admin")
const stamp = `${folder}.built-from`

/** What the bundle is made of: the versions of everything, our admin extensions with the page they show, the store's configuration. */
const sources = ["package-lock.json", "medusa-config.ts", "src/admin", "docs/attention-codes.md"]

/** Medusa's admin, built once and again when something that it is made of has changed. @returns its folder. */
export async function buildAdmin(log: Program["log"]): Promise<string> {
  const builtFrom = await fingerprintOf(sources)
  const known = await readFile(stamp, "utf8").catch(() => "")
  if (known === builtFrom && existsSync(join(folder, "index.html"))) return folder
  await rm(stamp, { force: true })
  await runToEnd({
    name: "The build of the admin",
    file: "integration-tests/demo/admin-builder.ts",
    args: [folder],
    env: { NODE_ENV: "production" },
    log,
  })
  await writeFile(stamp, builtFrom)
  return folder
}

async function fingerprintOf(paths: string[]): Promise<string> {
  const hash = createHash("sha256")
  for (const path of paths) {
    for (const file of await filesBelow(path)) hash.update(file).update(await readFile(join(root, file)))
  }
  return hash.digest("hex")
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (!entries) return existsSync(join(root, path)) ? [path] : []
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1)).sort()
}
