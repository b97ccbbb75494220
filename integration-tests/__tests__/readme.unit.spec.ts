import { readFileSync } from "node:fs"
import { join } from "node:path"
import { adminKlarnaRoutes } from "../../src/api/admin/klarna/middlewares"
import { accountFields, commonFields } from "../../src/klarna/option-fields"

const root = join(__dirname, "..", "..")
const read = (file: string) => readFileSync(join(root, file), "utf8")
const readme = read("README.md")

/** The members of the union in types.ts: what TypeScript knows, a running test cannot ask. */
const attentionCodes = [...read("src/mapping/types.ts").matchAll(/export type AttentionCode =([^]*?)\n\n/g)].flatMap(
  ([, union]) => [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code)
)

describe("The README", () => {
  it("has every reason for which an order needs attention", () => {
    expect(attentionCodes.length).toBeGreaterThan(15)
    expect(attentionCodes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([])
  })

  it("has every option", () => {
    const options = ["accounts", ...Object.keys(accountFields), ...Object.keys(commonFields)]
    expect(options.filter((option) => !readme.includes(`\`${option}\``))).toEqual([])
  })

  it("has every route of the admin API", () => {
    const routes = adminKlarnaRoutes.map(({ matcher }) => String(matcher))
    expect(routes.length).toBeGreaterThan(3)
    expect(routes.filter((route) => !readme.includes(route))).toEqual([])
  })

  it("names only scripts that exist, and pictures that are there", () => {
    const { scripts } = JSON.parse(read("package.json"))
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script)
    expect(named.filter((script) => !(script in scripts))).toEqual([])
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)|<img src="([^"]+)"/g)].map(([, a, b]) => a ?? b)
    expect(pictures.length).toBeGreaterThan(1)
    for (const picture of pictures) expect(() => read(picture)).not.toThrow()
  })
})
