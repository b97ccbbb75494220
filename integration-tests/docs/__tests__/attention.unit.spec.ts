import { entryIn } from "../../../src/admin/lib/entry-in"
import { valuesOf } from "../../__tests__/admin-texts"
import { testFiles, textOf } from "../../__tests__/test-titles"
import { anchorsOf, linksOf } from "../links"
import { read } from "../pages"

const page = read("docs/attention-codes.md")
const codes = valuesOf("mapping/types.ts", "AttentionCode")

describe("What needs attention", () => {
  it.each(codes)(
    "has an entry that the admin shows: what happened, why, what to do, what happens by itself, is money at risk (%s)",
    (code) => {
      const entry = entryIn(page, code) ?? []
      const questions = ["What happened", "Why", "What to do", "What happens by itself", "Is money at risk?"]
      expect(entry.map(({ question }) => question)).toEqual(questions)
      for (const { answer } of entry) expect(answer).toMatch(/^[A-Z“].{9,}\.$/)
    }
  )

  it("has an address for each that stays: the code itself", () => {
    const anchors = anchorsOf("docs/attention-codes.md")
    expect(codes.filter((code) => !anchors.includes(code))).toEqual([])
    expect(linksOf("docs/attention-codes.md").filter((link) => link.startsWith("#")).length).toBe(codes.length)
  })

  it("is met by a test, each of them", () => {
    const tests = testFiles().map(textOf).join()
    expect(codes.filter((code) => !tests.includes(`"${code}"`))).toEqual([])
  })

  it("says nothing of a code that does not exist", () => {
    const told = [...page.matchAll(/^### `(\w+)`$/gm)].map(([, code]) => code)
    expect(told.sort()).toEqual([...codes].sort())
    expect(entryIn(page, "no_such_code")).toBeUndefined()
  })
})
