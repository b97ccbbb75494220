import { execFile, execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import ts from "typescript"
import { simulatorControls } from "../../src/simulator/controls-client"
import { startKlarnaSimulator } from "../../src/simulator/index"
import { blocksOf, pages, root, type Block } from "./pages"
import { isOfTheGuide, kindOf } from "./snippets"
import { complaintsAbout } from "./type-check"

jest.setTimeout(15 * 60_000)

const blocks = pages().flatMap((page) => blocksOf(page))

it("code of the pages fits the types of the plugin and of Medusa", () => {
  const files = blocks.filter((block) => /^tsx?$/.test(block.language) && kindOf(block) === "a file")
  const own = files.filter((block) => !isOfTheGuide(block))
  expect(own.length).toBeGreaterThan(4)
  const sources = Object.fromEntries(own.map((block) => [nameOf(block), `${block.code}\nexport {}`]))
  expect(complaintsAbout(sources, { folder: join(root, "pages"), options: asInAStore })).toEqual([])
})

describe("The worked example of a new field", () => {
  const folder = mkdtempSync(join(tmpdir(), "medusa-klarna-field-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("fits the code, and its own tests and those around it agree", () => {
    for (const name of ["src", "integration-tests", "package.json", "tsconfig.json", "jest.config.js"])
      cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !path.includes("/.state") })
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    const [{ code }] = blocks.filter(({ language }) => language === "diff")
    execFileSync("git", ["apply"], { cwd: folder, input: code })
    const mapping = ["--selectProjects", "unit", "--testPathPattern", "src/mapping"]
    const jest = spawnSync("npx", ["jest", ...mapping, "--json", "--silent"], { cwd: folder, encoding: "utf8" })
    expect(jest.stdout).toContain('"numFailedTests":0')
    expect(jest.stdout).toContain("says the unit of its quantity where the shop knows one")
    const types = spawnSync("npx", ["tsc", "--noEmit"], { cwd: folder, encoding: "utf8" })
    expect(types.stdout.split("\n").filter((line) => line.startsWith("src/mapping"))).toEqual([])
  })
})

it("the simulator's commands do what its page says", async () => {
  const klarna = await startKlarnaSimulator({ merchants: [{ username: "shop", password: "secret" }] })
  try {
    const controls = simulatorControls(klarna.url)
    const [, curls] = blocksOf("src/simulator/README.md").filter(({ language }) => language === "sh")
    const { session_id } = await session(klarna.url)
    const lines = curls.code.replaceAll("http://127.0.0.1:8089", klarna.url).trim().split("\n")
    const [names, reset, ...rest] = lines
    expect(reset).toMatch(/\/reset$/)
    for (const line of rest) {
      const fraud_status = line.includes("/fraud") ? "PENDING" : "ACCEPTED"
      const { order_id } = await controls.seedOrder({ fraud_status })
      const script = `${names}\nID=${order_id}; SESSION=${session_id}\n${line.replace("curl ", "curl -sS --fail-with-body ")}`
      // Rejects with what curl says where the simulator refuses. The simulator is in this process: it must not be blocked.
      await expect(bash(script)).resolves.toBeDefined()
    }
    await bash(`${names}\n${reset}`)
    expect(await controls.orders()).toEqual([])
  } finally {
    await klarna.close()
  }
})

const bash = (script: string) => promisify(execFile)("bash", ["-ec", script])

/** A buyer who looks at Klarna's offer. */
async function session(url: string): Promise<{ session_id: string }> {
  const line = { name: "Mug", quantity: 1, unit_price: 1000, tax_rate: 0, total_amount: 1000, total_tax_amount: 0 }
  const answer = await fetch(`${url}/payments/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa("shop:secret")}` },
    body: JSON.stringify({
      purchase_country: "DE",
      purchase_currency: "EUR",
      locale: "de-DE",
      order_amount: 1000,
      order_tax_amount: 0,
      order_lines: [line],
    }),
  })
  return (await answer.json()) as { session_id: string }
}

/** What waits with `await` outside of a function is a module. */
const nameOf = ({ page, line, language, code }: Block) =>
  `${page.replaceAll(/\W/g, "-")}-${line}.${/^(const .* = )?await /m.test(code) ? "mts" : language}`

const asInAStore: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  esModuleInterop: true,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.ReactJSX,
  paths: {
    "medusa-klarna/options": [join(root, "src/klarna/index.ts")],
    "medusa-klarna/workflows": [join(root, "src/workflows/index.ts")],
    "medusa-klarna/simulator": [join(root, "src/simulator/index.ts")],
  },
}
