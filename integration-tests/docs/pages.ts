import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(__dirname, "..", "..")
export const read = (file: string) => readFileSync(join(root, file), "utf8")

/** Everything that is written for people, by its path from the repository's root. */
export function pages(): string[] {
  const below = (folder: string) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)
      : []
  const found = [...readdirSync(root), ...below("docs"), ...below("src"), ...below(".github"), ...below("bench")]
  return found
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .sort()
}

export interface Block {
  page: string
  /** Of its first line of code, counted from 1. */
  line: number
  language: string
  code: string
}

const FENCE = /^( *)```(\S*)[^\n]*\n([^]*?)^\1```$/gm

/** What stands between fences. */
export function blocksOf(page: string, text = read(page)): Block[] {
  return [...text.matchAll(FENCE)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length + 1,
    language: match[2],
    code: match[3].replaceAll(new RegExp(`^${match[1]}`, "gm"), ""),
  }))
}

/** Everything but what stands between fences. */
export const proseOf = (page: string): string => read(page).replaceAll(FENCE, "")

/** The part of a page below a heading, up to the next heading of the same or a higher level. */
export function sectionOf(page: string, heading: string): string {
  const text = read(page)
  const lines = text.split("\n")
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading)
  if (start < 0) throw new Error(`${page} has no heading "${heading}"`)
  const level = /^#+/.exec(lines[start])![0].length
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${level}} `).test(line))
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join("\n")
}

/** The names between backticks in the first column of a part's tables. */
export function namesInTable(text: string): string[] {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^\|[\s:|-]+\|$/.test(line))
  return rows.flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name))
}
