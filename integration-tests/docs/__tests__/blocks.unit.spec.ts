import { execFileSync } from "node:child_process"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { parseKlarnaOptions } from "../../../src/klarna/options"
import { allCommands, complaintAbout, DONE_BY_TEST_DOCS } from "../commands"
import { blocksOf, pages, read, root, type Block } from "../pages"
import { isOfTheGuide, kindOf, optionsOf } from "../snippets"

const blocks = pages().flatMap((page) => blocksOf(page))
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))
const where = ({ page, line }: Block) => `${page}:${line}`
const named = (list: Block[]) => list.map((block) => [where(block), block] as const)

const env = {
  KLARNA_USERNAME: "shop",
  KLARNA_PASSWORD: "secret",
  KLARNA_CALLBACK_SECRET: "a secret of at least 32 characters",
}
const account = { username: "shop", password: "secret" }

describe("Every block of the pages", () => {
  it("is of a kind that is checked", () => {
    const checked = ["ts", "tsx", "js", "sh", "diff", "mermaid", "properties", "sql", "text"]
    expect(blocks.filter(({ language }) => !checked.includes(language)).map(where)).toEqual([])
    expect(blocks.length).toBeGreaterThan(40)
  })

  it("of code is a file, options, or of the storefront's guide", () => {
    const parts = of("ts", "tsx", "js").filter((block) => kindOf(block) === "part of a file" && !isOfTheGuide(block))
    expect(parts.map(where)).toEqual([])
  })

  it("of an example is the file that the tests run", () => {
    const examples = readdirSync(join(root, "docs", "examples"))
    const shown = of("ts").filter(({ page }) => page === "docs/extending.md")
    expect(shown.map(({ code }) => code).sort()).toEqual(examples.map((name) => read(`docs/examples/${name}`)).sort())
  })

  it.each(named(of("ts").filter((block) => ["options", "an options object"].includes(kindOf(block)))))(
    "of options is taken by the plugin: %s",
    (_where, block) => {
      const options = optionsOf(block, env)
      const { accounts } = options
      expect(() => parseKlarnaOptions(accounts ? options : { ...account, ...options })).not.toThrow()
    }
  )

  it("of commands names what exists, or is done by test:docs", () => {
    const commands = allCommands()
    expect(commands.length).toBeGreaterThan(30)
    const inNewStore = commands.filter(({ page }) => DONE_BY_TEST_DOCS.includes(page))
    expect(new Set(inNewStore.map(({ page }) => page)).size).toBe(DONE_BY_TEST_DOCS.length)
    const rest = commands.filter(({ page }) => !DONE_BY_TEST_DOCS.includes(page))
    const verdicts = rest.map((command) => [`${command.page}: ${command.line}`, complaintAbout(command)])
    expect(verdicts.filter(([, complaint]) => complaint !== false)).toEqual([])
  })

  it.each(named(of("diff")))("of a patch still fits the code: %s", (_where, { code }) => {
    expect(() => execFileSync("git", ["apply", "--check"], { cwd: root, input: code, stdio: "pipe" })).not.toThrow()
  })

  it.each(named(of("mermaid")))("of a diagram is one: %s", (_where, { code }) => {
    expect(code).toMatch(/^(flowchart|sequenceDiagram|stateDiagram)/)
    expect(code.match(/\[/g)?.length).toBe(code.match(/\]/g)?.length)
    expect(code.match(/\bsubgraph\b/g)?.length).toBe(code.match(/^ +end$/gm)?.length)
  })

  it.each(named(of("properties")))(
    "of environment variables has those that its page reads: %s",
    (_where, { page, code }) => {
      const names = code
        .trim()
        .split("\n")
        .map((line) => /^([A-Z_]+)=\S+$/.exec(line)?.[1])
      expect(names).not.toContain(undefined)
      expect(names.filter((name) => !read(page).includes(`process.env.${name}`))).toEqual([])
    }
  )

  it.each(named(of("text").filter(({ code }) => code.startsWith("medusa-klarna: "))))(
    "of a message is the message: %s",
    (_where, { code }) => {
      expect(() => parseKlarnaOptions({ ...account, region: "europe" })).toThrow(code.trim())
    }
  )
})
