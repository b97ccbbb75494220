/** Questions and answers about one attention code, in English, as docs/attention-codes.md has them. */
export type Entry = { question: string; answer: string }[]

/** The part below `### \`code\``, whose paragraphs each begin with a question in bold. */
export function entryIn(page: string, code: string): Entry | undefined {
  const part = page.split(/^### /m).find((each) => each.startsWith(`\`${code}\`\n`))
  if (!part) return undefined
  const [own] = part.split(/^## /m)
  return [...own.matchAll(/^\*\*(.+?)\.?\*\* ([^]+?)(?=\n\n|\n*$(?![^]))/gm)].map(([, question, answer]) => ({
    question,
    answer: plain(answer),
  }))
}

/** Markdown as a person reads it aloud. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<![\w])_([^_]+)_(?![\w])/g, "“$1”")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim()
