import { readdirSync, readFileSync } from "fs"
import { join } from "path"
import { textsOfAdmin, valuesOf } from "./admin-texts"

const admin = join(__dirname, "..", "..", "src", "admin")

type Tree = { [key: string]: string | Tree }

const texts = Object.fromEntries(
  readdirSync(join(admin, "i18n", "json")).map((file) => [
    file.replace(".json", ""),
    flat(JSON.parse(readFileSync(join(admin, "i18n", "json", file), "utf8"))),
  ])
)
const { en, ...translations } = texts
const found = textsOfAdmin()

function flat(tree: Tree, above = ""): Record<string, string> {
  const pairs = Object.entries(tree).map(([name, value]) =>
    typeof value === "string" ? { [above + name]: value } : flat(value, `${above}${name}.`)
  )
  return Object.assign({}, ...pairs)
}

/** One key for all the forms of a plural. */
const keyOf = (name: string) => name.replace(/_(zero|one|two|few|many|other)$/, "")
const placeholdersOf = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()
const matches = (pattern: string, key: string) =>
  new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace(/\*/g, "[^.]+")}$`).test(key)

const keys = [...new Set(Object.keys(en).map(keyOf))]

const labelsOfHelps = () =>
  [...readFileSync(join(admin, "lib", "helps.ts"), "utf8").matchAll(/label: "(\w+)"/g)].map(([, label]) => label)

it("speaks English, Swedish, German, Norwegian, Danish, Finnish and Dutch", () => {
  const spoken = ["da", "de", "en", "fi", "nb", "nl", "sv"]
  expect(Object.keys(texts).sort()).toEqual(spoken)
  const handedOn = readFileSync(join(admin, "i18n", "index.ts"), "utf8")
  expect(spoken.filter((code) => !handedOn.includes(`${code}: { klarna: ${code} }`))).toEqual([])
})

describe.each(Object.entries(translations))("in %s", (code, translated) => {
  it("has every text, and none that English does not have", () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(en).sort())
  })

  it("has the forms of plurals that the language needs", () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.map((form) => `_${form}`)
    const plurals = keys.filter((key) => !(key in en))
    const missing = plurals.flatMap((key) => forms.map((form) => key + form)).filter((name) => !(name in translated))
    expect(missing).toEqual([])
  })

  it("names the same amounts, dates and people in each text", () => {
    const different = Object.keys(en).filter(
      (name) => placeholdersOf(en[name]).join() !== placeholdersOf(translated[name] ?? "").join()
    )
    expect(different).toEqual([])
  })

  it("has translated every sentence", () => {
    const isSentence = (text: string) => (text.replace(/\{\{\w+\}\}/g, "").match(/\p{L}+/gu) ?? []).length > 3
    expect(Object.keys(en).filter((name) => isSentence(en[name]) && translated[name] === en[name])).toEqual([])
    expect(Object.keys(en).filter((name) => !translated[name]?.trim())).toEqual([])
  })
})

it("asks only for texts that exist", () => {
  const missing = found.keys.filter(({ pattern }) => !keys.some((key) => matches(pattern, key)))
  expect(missing).toEqual([])
  expect(found.unreadable).toEqual([])
})

it("has no text that nothing shows", () => {
  expect(keys.filter((key) => !found.keys.some(({ pattern }) => matches(pattern, key)))).toEqual([])
})

it("shows no text that was not made to be translated", () => {
  expect(found.hardCoded).toEqual([])
})

it.each<[what: string, values: string[], keysOf: (value: string) => string[]]>([
  [
    "attention code",
    valuesOf("mapping/types.ts", "AttentionCode"),
    (code) => [`attention.${code}.title`, `attention.${code}.todo`],
  ],
  ["sync state", valuesOf("modules/klarna/types.ts", "SyncState"), (state) => [`state.${state}`]],
  ["state of a Klarna order", valuesOf("klarna/types.ts", "OrderStatus"), (status) => [`status.${status}`]],
  [
    "fraud state",
    valuesOf("klarna/types.ts", "FraudStatus").filter((state) => state !== "ACCEPTED"),
    (state) => [`fraud.${state}`],
  ],
  ["payment method", valuesOf("klarna/types.ts", "PaymentMethodType"), (method) => [`method.${method}`]],
  ["kind of operation", valuesOf("ledger/types.ts", "OperationKind"), (kind) => [`kind.${kind}`]],
  ["decision", valuesOf("ledger/decisions.ts", "Decision", "kind"), (kind) => [`kind.${kind}`]],
  [
    "outcome",
    valuesOf("api/admin/klarna/responses.ts", "AdminKlarnaOperation", "outcome"),
    (outcome) => [`outcome.${outcome}`],
  ],
  ["obstacle", valuesOf("mapping/actions.ts", "KlarnaActionObstacle"), (obstacle) => [`obstacle.${obstacle}`]],
  [
    "verdict",
    valuesOf("api/admin/klarna/responses.ts", "AdminKlarnaConnectionTestResponse", "verdict"),
    (verdict) => [`verdict.${verdict}.title`, `verdict.${verdict}.todo`],
  ],
  ["help", labelsOfHelps(), (label) => [`help.${label}`]],
])("has a word for every %s [case 12]", (_what, values, keysOf) => {
  expect(values.length).toBeGreaterThan(1)
  expect(values.flatMap(keysOf).filter((key) => !(key in en))).toEqual([])
})
