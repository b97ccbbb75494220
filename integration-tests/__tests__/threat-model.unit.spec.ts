import { testFiles, testsIn, textOf } from "./test-titles"

const LINK = /\[([^\]]+)\]\(\.\.\/([^)]+\.ts)\)/g
const rows = textOf("docs/threat-model.md")
  .split("\n")
  .filter((line) => /^\| (?!Threat|---)/.test(line))
const named = rows.map((row) => [...row.matchAll(LINK)].map(([, name, file]) => ({ name, file })))

describe("The threat model", () => {
  it("has a test for every threat", () => {
    expect(rows.length).toBeGreaterThan(8)
    expect(rows.filter((_, index) => named[index].length === 0)).toEqual([])
  })

  it("names only tests that there are", () => {
    const files = new Set(testFiles())
    const isThere = ({ name, file }: { name: string; file: string }) =>
      files.has(file) && testsIn(file).some((test) => test.name === name)
    expect(named.flat().filter((test) => !isThere(test))).toEqual([])
  })
})
