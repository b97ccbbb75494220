import { join } from "node:path"
import { root } from "../demo/settings"
import { run } from "./command"

const built = ".medusa/server/src/"

/** What a store needs: one entry per part that Medusa or a store loads. */
const needed = [
  "package.json",
  "README.md",
  "LICENSE",
  ...[
    "admin/index.mjs",
    "api/middlewares.js",
    "jobs/reconcile-klarna-orders.js",
    "klarna/index.d.ts",
    "links/order-klarna-order.js",
    "modules/klarna/index.js",
    "policies/klarna-order.js",
    "providers/klarna/index.js",
    "scripts/klarna-backfill.js",
    "scripts/klarna-doctor.js",
    "simulator/bin.js",
    "simulator/index.d.ts",
    "subscribers/order-changed.js",
    "workflows/index.d.ts",
  ].map((file) => built + file),
]

/** Tests, their data, maps, and whatever is not built code. */
const unwanted =
  /__tests__|__fixtures__|\.spec\.|fixtures|integration-tests|\.map$|\.tsx?$(?<!\.d\.ts)|\.env|\.log$|\.tgz$/
const ordinary = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|\.medusa\/server\/src\/.+\.(js|mjs|d\.ts|json))$/

/** Builds and packs the plugin. @returns the tarball and how many files it has. @throws Error when it has too little or too much. */
export async function packTarball(
  folder: string,
  log: string
): Promise<{ file: string; files: number; kilobytes: number }> {
  const at = { cwd: root, log }
  const said = await run("npm", ["run", "build"], { name: "The plugin's build", ...at, mayFail: true })
  // Of what is not packed, tests for example, `npm run typecheck` speaks.
  const errors = withoutColours(said).match(/^src\/.+error TS.+$/gm)
  if (errors) throw new Error(`What is packed does not compile:\n${errors.join("\n")}`)
  const packed = await run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], {
    name: "npm pack",
    ...at,
  })
  const [{ filename, files, size }] = JSON.parse(packed.slice(packed.indexOf("[\n"))) as {
    filename: string
    size: number
    files: { path: string }[]
  }[]
  const paths = files.map(({ path }) => path)
  complainAbout(
    "lacks",
    needed.filter((path) => !paths.includes(path))
  )
  complainAbout(
    "should not have",
    paths.filter((path) => unwanted.test(path) || !ordinary.test(path))
  )
  await lintPackage(join(folder, filename), log)
  return { file: join(folder, filename), files: files.length, kilobytes: Math.round(size / 1024) }
}

const withoutColours = (text: string) => text.replace(/\u001b\[\d+m/g, "")

/** What package linters say of it. The admin's bundle is for Medusa's own bundler: nobody imports it with types. */
async function lintPackage(tarball: string, log: string): Promise<void> {
  const bin = (name: string) => join(root, "node_modules", ".bin", name)
  await run(bin("publint"), [tarball, "--level", "error"], { name: "publint", cwd: root, log })
  const types = [tarball, "--profile", "node16", "--exclude-entrypoints", "./admin"]
  await run(bin("attw"), types, { name: "attw", cwd: root, log })
}

function complainAbout(what: string, paths: string[]): void {
  if (paths.length) throw new Error(`The tarball ${what} ${paths.join(", ")}`)
}
