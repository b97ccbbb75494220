import fc from "fast-check"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { klarnaAddress, type MedusaAddress } from "../../src/mapping/address"
import { complaintsAbout } from "../docs/type-check"
import { starterShims } from "./starter-shims"

const root = join(__dirname, "..", "..")
const example = join(root, "integration-tests", "demo", "storefront")
const guide = readFileSync(join(root, "docs", "storefront.md"), "utf8")

/** Files of the guide by their path, from the comment in their first line. */
const files = Object.fromEntries(
  [...guide.matchAll(/```tsx?\n\/\/ (src\/\S+)\n([^]*?)```/g)].map(([, path, code]) => [path, code])
)
/** Where the starter would be: this repository's packages are found from there. */
const folder = join(root, "starter")
const options: ts.CompilerOptions = {
  allowJs: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: [],
  paths: { "@lib/*": [join(folder, "src/lib/*")], "@modules/*": [join(folder, "src/modules/*")] },
}

/** A block of the guide below its name in a comment. */
const block = (name: string) => new RegExp(`<!-- ${name} -->\n\n\`\`\`js\n([^]*?)\`\`\``).exec(guide)?.[1]

describe("The storefront guide", () => {
  const parts = readdirSync(example)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [
      ...readFileSync(join(example, file), "utf8").matchAll(/\/\/ \[guide: (\w+)\]\n([^]*?)\/\/ \[end\]/g),
    ])
    .map(([, name, code]) => [name, code])

  it("has parts of the demo's storefront", () => expect(parts.length).toBeGreaterThan(4))

  it.each(parts)("shows the demo's own code: %s", (name, code) => {
    expect(block(name)).toBe(code)
  })

  it("has code for Medusa's Next.js starter that fits the types of Medusa", () => {
    const address = { "src/lib/util/klarna-address.js": block("address") ?? "" }
    expect(Object.keys(files)).toHaveLength(4)
    const sources = { ...starterShims, ...files, ...address }
    expect(complaintsAbout(sources, { folder, options })).toEqual([])
  }, 120_000)
})

describe("The address that a storefront tells Klarna", () => {
  const text = fc.option(fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constant(" a\tb  <c>\n")), {
    nil: undefined,
  })
  const address = fc.record({
    first_name: text,
    last_name: text,
    company: text,
    address_1: fc.oneof(text, fc.string({ minLength: 90, maxLength: 120, unit: "binary" })),
    address_2: text,
    city: text,
    province: fc.oneof(text, fc.constantFrom("us-ny", "US-NY", "se-ab", "ny", "us-", null)),
    postal_code: text,
    country_code: fc.constantFrom("us", "se", "SE", "", null, undefined),
    phone: text,
  })

  it("is what the plugin sends when it places the order, letter for letter", async () => {
    const shop = (await import(join(example, "klarna-address.js"))) as {
      klarnaAddress(address: MedusaAddress, email?: string): object
    }
    fc.assert(
      fc.property(address, text, (given, email) => {
        expect(shop.klarnaAddress(given, email)).toEqual(klarnaAddress(given, email))
      })
    )
  })
})
