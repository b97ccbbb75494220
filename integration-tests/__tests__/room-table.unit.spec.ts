import { spawnSync } from "child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "fs"
import { tmpdir } from "os"
import { dirname, join } from "path"

const repository = join(__dirname, "..", "..")
/** A little product with one file per room, so that the imports below lead to something. */
const product = mkdtempSync(join(tmpdir(), "medusa-klarna-rooms-"))
const files = [
  "klarna/types",
  "klarna/errors",
  "mapping/types",
  ...["klarna", "mapping", "ledger", "purchase", "telemetry", "modules/klarna", "providers/klarna", "workflows"].map(
    indexOf
  ),
  ...["subscribers", "jobs", "api", "links", "admin", "simulator"].map(indexOf),
]

function indexOf(room: string): string {
  return `${room}/index`
}

function build(): void {
  for (const file of [...files.map((name) => `src/${name}.ts`), "integration-tests/helper.ts"]) {
    mkdirSync(dirname(join(product, file)), { recursive: true })
    writeFileSync(join(product, file), "export const anything = 1\n")
  }
  symlinkSync(join(repository, "node_modules"), join(product, "node_modules"), "junction")
}

/** A file in the room `from` that imports `to`: a room, a file of a room, or a package. */
function imports(from: string, to: string, kind = "import"): { file: string; code: string } {
  const file = [to, indexOf(to)].find((name) => files.includes(name))
  const source = file ? "../".repeat(from.split("/").length) + file : to
  return { file: `src/${from}/snippet.ts`, code: `${kind} { anything } from "${source}"\nexport type { anything }\n` }
}

function lint(snippets: { file: string; code: string }[]): string[][] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, "lint-snippets.mjs")], {
    cwd: product,
    input: JSON.stringify(snippets),
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout)
}

const aboutRooms = (rules: string[]) =>
  rules.filter((rule) => rule.startsWith("boundaries/") || rule.includes("no-restricted"))

type Arrow = [from: string, to: string, kind?: "import type"]

const forbidden: Arrow[] = [
  ["klarna", "mapping/types"],
  ["klarna", "ledger"],
  ["klarna", "modules/klarna"],
  ["klarna", "workflows"],
  ["klarna", "simulator"],
  ["klarna", "@medusajs/framework/utils"],
  ["klarna", "@medusajs/framework/types", "import type"],
  ["klarna", "express"],
  ["mapping", "klarna"],
  ["mapping", "klarna/errors"],
  ["mapping", "klarna/types"],
  ["mapping", "ledger"],
  ["mapping", "modules/klarna"],
  ["mapping", "node-fetch"],
  ["mapping", "fs"],
  ["mapping", "@medusajs/framework/utils"],
  ["mapping", "@medusajs/framework/workflows-sdk"],
  ["ledger", "klarna"],
  ["ledger", "mapping"],
  ["ledger", "modules/klarna"],
  ["ledger", "workflows"],
  ["ledger", "@medusajs/framework/utils"],
  ["purchase", "klarna"],
  ["purchase", "mapping"],
  ["purchase", "workflows"],
  ["purchase", "@medusajs/framework/utils"],
  ["telemetry", "klarna"],
  ["telemetry", "workflows"],
  ["modules/klarna", "mapping"],
  ["modules/klarna", "workflows"],
  ["modules/klarna", "providers/klarna"],
  ["modules/klarna", "@medusajs/medusa/core-flows"],
  ["providers/klarna", "modules/klarna"],
  ["providers/klarna", "workflows"],
  ["providers/klarna", "@medusajs/medusa/core-flows"],
  ["workflows", "klarna"],
  ["workflows", "providers/klarna"],
  ["workflows", "subscribers"],
  ["workflows", "api"],
  ["workflows", "node-fetch"],
  ["subscribers", "klarna/types"],
  ["subscribers", "mapping"],
  ["subscribers", "ledger"],
  ["subscribers", "providers/klarna"],
  ["jobs", "klarna"],
  ["jobs", "mapping/types"],
  ["api", "klarna"],
  ["api", "mapping"],
  ["api", "providers/klarna"],
  ["links", "workflows"],
  ["admin", "workflows"],
  ["admin", "modules/klarna"],
  ["admin", "api"],
  ["admin", "@medusajs/framework/utils"],
  ["simulator", "klarna"],
  ["simulator", "klarna/types"],
  ["simulator", "klarna/errors"],
  ["simulator", "mapping"],
  ["simulator", "@medusajs/framework/utils"],
]

const allowed: Arrow[] = [
  ["klarna", "klarna/types"],
  ["klarna", "node-fetch"],
  ["klarna", "crypto"],
  ["mapping", "klarna/types", "import type"],
  ["mapping", "@medusajs/framework/types", "import type"],
  ["ledger", "klarna/errors"],
  ["modules/klarna", "klarna"],
  ["modules/klarna", "ledger"],
  ["providers/klarna", "klarna"],
  ["providers/klarna", "mapping"],
  ["providers/klarna", "ledger"],
  ["telemetry", "klarna", "import type"],
  ["workflows", "telemetry"],
  ["workflows", "modules/klarna"],
  ["workflows", "mapping"],
  ["workflows", "klarna/errors"],
  ["workflows", "@medusajs/medusa/core-flows"],
  ["subscribers", "workflows"],
  ["jobs", "workflows"],
  ["api", "workflows"],
  ["api", "modules/klarna"],
  ["simulator", "klarna/types", "import type"],
  ["simulator", "express"],
]

const named = (arrow: Arrow): [string, Arrow] => [arrow.join(" -> "), arrow]
let broken: Record<string, string[]>

beforeAll(() => {
  build()
  const arrows = [...forbidden, ...allowed]
  const results = lint(arrows.map((arrow) => imports(...arrow)))
  broken = Object.fromEntries(arrows.map((arrow, i) => [arrow.join(" -> "), aboutRooms(results[i])]))
}, 60_000)

afterAll(() => rmSync(product, { recursive: true, force: true }))

describe("The rooms of the product", () => {
  it.each(forbidden.map(named))("keeps apart: %s", (name) => {
    expect(broken[name]).not.toEqual([])
  })

  it.each(allowed.map(named))("lets through: %s", (name) => {
    expect(broken[name]).toEqual([])
  })

  it("has no clock, randomness or network in the mapping", () => {
    const file = "src/mapping/snippet.ts"
    const code = ["Date.now()", "new Date()", "Math.random()", "fetch('x')", "process.env.X"]
    const results = lint(code.map((line) => ({ file, code: `export const it = ${line}\n` })))
    expect(results.map((rules) => aboutRooms(rules).length)).toEqual([1, 1, 1, 1, 1])
  })

  it("has no file outside of the rooms, and nothing that reaches into the tests", () => {
    const [outside, tests] = lint([
      { file: "src/helpers/anything.ts", code: "export const it = 1\n" },
      { file: "src/workflows/snippet.ts", code: `import "../../integration-tests/helper"\n` },
    ])
    expect(outside).toContain("boundaries/no-unknown-files")
    expect(tests).toContain("boundaries/no-unknown")
  })
})
