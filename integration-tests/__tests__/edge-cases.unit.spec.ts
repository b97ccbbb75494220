import { testFiles, testsIn, textOf } from "./test-titles"

interface Row {
  /** Undefined: a row below the numbered ones. */
  number?: number
  tests: Test[]
  reason: string
}

interface Test {
  file: string
  name: string
}

const LAST = 90
const LINK = /\[([^\]]+)\]\(\.\.\/([^)]+)\)/g

const rows = textOf("docs/edge-cases.md")
  .split("\n")
  .filter((line) => /^\| (\d+|–) \|/.test(line))
  .map(rowOf)

function rowOf(line: string): Row {
  const [, number, , , proof] = line.split("|").map((cell) => cell.trim())
  const tests = [...proof.matchAll(LINK)].map(([, name, file]) => ({ name, file }))
  return { number: number === "–" ? undefined : Number(number), tests, reason: proof }
}

const numbered = rows.filter((row): row is Row & { number: number } => row.number !== undefined)
const inTable = numbered.flatMap(({ number, tests }) => tests.map((test) => ({ number, ...test })))
const said = ({ number, file, name }: Test & { number: number }) => `${number}: ${file}: ${name}`

describe("The table of edge cases", () => {
  it("has every number once, in order, and the cases that have none", () => {
    expect(numbered.map(({ number }) => number)).toEqual(Array.from({ length: LAST }, (_, index) => index + 1))
    expect(rows.length).toBeGreaterThan(LAST)
  })

  it("names tests, or says why there is none", () => {
    const silent = rows.filter(
      ({ tests, reason }) => !tests.length && !/^(Cannot arise here|Not offered): .{40}/.test(reason)
    )
    expect(silent).toEqual([])
  })

  it("names only tests that there are", () => {
    const files = new Set(testFiles())
    const named = rows.flatMap(({ tests }) => tests)
    const titles = new Map([...new Set(named.map(({ file }) => file))].map((file) => [file, titlesOf(file, files)]))
    expect(named.filter(({ file, name }) => !titles.get(file)?.includes(name))).toEqual([])
  })

  it("is named by its tests: each number at a test is in the table, and each test in the table has its number", () => {
    const tagged = testFiles()
      .filter((file) => / \[cases? \d/.test(textOf(file)))
      .flatMap((file) =>
        testsIn(file).flatMap(({ name, cases }) => cases.map((number) => said({ number, file, name })))
      )
    expect(tagged.sort()).toEqual(inTable.map(said).sort())
  })
})

const titlesOf = (file: string, files: Set<string>): string[] =>
  files.has(file) ? testsIn(file).map(({ name }) => name) : []
