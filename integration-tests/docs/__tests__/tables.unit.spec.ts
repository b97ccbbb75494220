import { readdirSync } from "node:fs"
import type { z } from "zod"
import { adminKlarnaRoutes } from "../../../src/api/admin/klarna/middlewares"
import { accountFields, commonFields, operationFields } from "../../../src/klarna/option-fields"
import { switchTable } from "../../../src/simulator/switches"
import { KlarnaOrderEvents } from "../../../src/workflows/klarna-order-events"
import { valuesOf } from "../../__tests__/admin-texts"
import { DONE_BY_TEST_DOCS } from "../commands"
import { namesInTable, pages, read, sectionOf } from "../pages"

/** Both ways: nothing is missing, and nothing is told of that does not exist. */
const sameNames = (written: string[], existing: readonly string[]) => {
  expect(existing.length).toBeGreaterThan(2)
  expect([...new Set(written)].sort()).toEqual([...new Set(existing)].sort())
}

describe("The tables of the pages tell what the code has:", () => {
  it("every option", () => {
    const table = sectionOf("docs/options.md", "All of them")
    sameNames(namesInTable(table), ["accounts", ...Object.keys(accountFields), ...Object.keys(commonFields)])
  })

  it.each(Object.entries(commonFields))("what is inside the option %s", (_name, field) => {
    const page = read("docs/options.md")
    expect(namesInside(field).filter((name) => !page.includes(name))).toEqual([])
  })

  it("every operation that may be left to the merchant", () => {
    sameNames(namesInTable(sectionOf("docs/options.md", "By itself or by hand")), Object.keys(operationFields))
  })

  it("every route of the admin API", () => {
    const routes = adminKlarnaRoutes.map(({ method, matcher }) => `${[method].flat()[0]} ${matcher}`)
    sameNames(namesInTable(sectionOf("docs/admin-api.md", "Routes")), routes)
  })

  it("every event", () => {
    sameNames(namesInTable(read("docs/events.md")), Object.values(KlarnaOrderEvents))
  })

  it("every workflow that a store can run", () => {
    const exported = [...read("src/workflows/index.ts").matchAll(/"\.\/([\w-]+)"/g)].flatMap(([, file]) =>
      [...read(`src/workflows/${file}.ts`).matchAll(/export const (\w+Workflow)\b/g)].map(([, name]) => name)
    )
    sameNames(namesInTable(sectionOf("docs/admin-api.md", "Workflows")), exported)
  })

  it("every reason for which an order needs attention", () => {
    const codes = valuesOf("mapping/types.ts", "AttentionCode")
    sameNames(namesInTable(sectionOf("docs/attention-codes.md", "All of them")), codes)
  })

  it("every switch of the simulator, in the simulator's own words", () => {
    sameNames(namesInTable(sectionOf("docs/limits.md", "Open questions about Klarna")), Object.keys(switchTable))
  })

  it("every room of the code", () => {
    const tree = sectionOf("docs/architecture.md", "Rooms")
    const rooms = readdirSync("src", { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : []
    )
    expect(rooms.filter((room) => !tree.includes(`${room}/`))).toEqual([])
  })

  it("every command of package.json, and no other", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
    const named = pages().flatMap((page) => [...read(page).matchAll(/npm (?:run )?([\w:-]+)/g)].map(([, name]) => name))
    // What npm runs by itself, before or after another one.
    const ofNpm = /^(pre|post)|^version$/
    expect(Object.keys(scripts).filter((script) => !named.includes(script) && !ofNpm.test(script))).toEqual([])
    // A new store has scripts of its own.
    const ours = pages().filter((page) => !DONE_BY_TEST_DOCS.includes(page))
    const run = ours.flatMap((page) => [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name))
    expect(run.filter((script) => !(script in scripts))).toEqual([])
  })

  it("the lowest Medusa that the package takes", () => {
    const { peerDependencies } = JSON.parse(read("package.json")) as { peerDependencies: Record<string, string> }
    const [lowest] = /[\d.]+/.exec(peerDependencies["@medusajs/medusa"])!
    expect(read("docs/get-started.md")).toContain(`version ${lowest} or newer`)
  })

  it("every decision that is recorded", () => {
    const records = readdirSync("docs/decisions").filter((name) => /^\d/.test(name))
    const listed = [...read("docs/decisions/README.md").matchAll(/\]\((\d[^)]+)\)/g)].map(([, file]) => file)
    sameNames(listed, records)
  })
})

/** The names of an option's own options, all the way down. */
function namesInside(field: z.core.$ZodType): string[] {
  const inner = "def" in field ? (field as { def: Record<string, unknown> }).def : {}
  if ("shape" in inner) {
    return Object.entries(inner.shape as Record<string, z.core.$ZodType>).flatMap(([name, each]) => [
      name,
      ...namesInside(each),
    ])
  }
  const next = inner.innerType ?? inner.in ?? inner.element
  return next ? namesInside(next as z.core.$ZodType) : []
}
