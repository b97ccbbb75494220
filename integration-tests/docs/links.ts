import { existsSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { pages, proseOf, root } from "./pages"

/** As GitHub names a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "")
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-")
}

export function anchorsOf(page: string): string[] {
  const anchors: string[] = []
  for (const [, heading] of proseOf(page).matchAll(/^#{1,6} (.*)$/gm)) {
    const anchor = anchorOf(heading)
    const before = anchors.filter((one) => one.replace(/-\d+$/, "") === anchor).length
    anchors.push(before ? `${anchor}-${before}` : anchor)
  }
  return anchors
}

const TARGET = /\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g
const isElsewhere = (target: string) => /^(https?|mailto):/.test(target)

export const linksOf = (page: string): string[] =>
  [
    ...proseOf(page)
      .replaceAll(/`[^`\n]*`/g, "")
      .matchAll(TARGET),
  ]
    .map(([, inText, inHtml]) => inText ?? inHtml)
    .filter((target) => !isElsewhere(target))

/** Links to what is not there, as `page -> target`. */
export function brokenLinks(): string[] {
  const known = new Set(pages())
  return pages().flatMap((page) =>
    linksOf(page)
      .filter((target) => !leadsSomewhere(page, target, known))
      .map((target) => `${page} -> ${target}`)
  )
}

function leadsSomewhere(page: string, target: string, known: Set<string>): boolean {
  const [path, anchor] = target.split("#")
  const file = path ? normalize(join(dirname(page), decodeURIComponent(path))) : page
  if (!existsSync(join(root, file))) return false
  return !anchor || (known.has(file) && anchorsOf(file).includes(anchor))
}

/** Pages that nobody finds who begins at the README. */
export function lostPages(): string[] {
  const found = new Set<string>(["README.md"])
  for (const page of found) {
    for (const target of linksOf(page)) {
      const file = normalize(join(dirname(page), target.split("#")[0]))
      if (file.endsWith(".md") && existsSync(join(root, file))) found.add(file)
    }
  }
  return pages().filter((page) => !found.has(page) && !page.startsWith(".github/"))
}
