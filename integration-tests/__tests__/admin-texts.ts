import { readdirSync, readFileSync } from "fs"
import { join } from "path"
import ts from "typescript"

const root = join(__dirname, "..", "..")
const admin = join(root, "src", "admin")

/** A key, or the pattern of a key that is put together while running: `state.*`. */
export interface UsedKey {
  pattern: string
  where: string
}

/** Keys that the window asks for, and texts in its markup that no translator ever sees. */
export interface Found {
  keys: UsedKey[]
  hardCoded: string[]
  /** Calls of `t` whose key cannot be read off the code. */
  unreadable: string[]
}

/** Attributes that people see or hear. */
const SPOKEN = [
  "alt",
  "aria-description",
  "aria-label",
  "aria-valuetext",
  "description",
  "label",
  "placeholder",
  "title",
]
const hasLetters = (text: string) => /\p{L}/u.test(text)

export function textsOfAdmin(): Found {
  const found: Found = { keys: [], hardCoded: [], unreadable: [] }
  const files = readdirSync(admin, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name))
  for (const file of files) textsOf(file, parse(join(admin, file)), found)
  return found
}

const parse = (path: string) =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)

function textsOf(file: string, source: ts.SourceFile, found: Found): void {
  const where = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
  const visit = (node: ts.Node): void => {
    if (isTranslation(node)) {
      const patterns = patternsOf(node.arguments[0])
      if (!patterns) found.unreadable.push(`${where(node)} ${node.getText()}`)
      found.keys.push(...(patterns ?? []).map((pattern) => ({ pattern, where: where(node) })))
    }
    const text = hardCodedIn(node)
    if (text && hasLetters(text)) found.hardCoded.push(`${where(node)} ${text.trim()}`)
    node.forEachChild(visit)
  }
  visit(source)
  found.keys.push(...labelsOfRoutes(source).map((pattern) => ({ pattern, where: file })))
}

const isTranslation = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "t"

function patternsOf(key: ts.Expression): string[] | undefined {
  if (ts.isStringLiteralLike(key)) return [key.text]
  if (ts.isTemplateExpression(key)) {
    return [key.head.text + key.templateSpans.map(({ literal }) => `*${literal.text}`).join("")]
  }
  if (!ts.isConditionalExpression(key)) return undefined
  const branches = [patternsOf(key.whenTrue), patternsOf(key.whenFalse)]
  return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined
}

function hardCodedIn(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return textOf(node.expression)
  if (!ts.isJsxAttribute(node) || !SPOKEN.includes(node.name.getText())) return undefined
  const { initializer } = node
  return textOf(initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer)
}

function textOf(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined
  if (ts.isStringLiteralLike(node)) return node.text
  return ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map((span) => span.literal.text)
    : undefined
}

/** `defineRouteConfig({ label: "title", translationNs: "klarna" })`: there a label is a key. */
function labelsOfRoutes(source: ts.SourceFile): string[] {
  return [...source.text.matchAll(/defineRouteConfig\(\{[^}]*label: "([^"]+)"/g)].map(([, label]) => label)
}

/** The texts of a union of literals, as it is declared: `type AttentionCode = "a" | "b"`, or a property of an interface. */
export function valuesOf(file: string, type: string, property?: string): string[] {
  const values: string[] = []
  const collect = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) values.push(node.literal.text)
    node.forEachChild(collect)
  }
  parse(join(root, "src", file)).forEachChild((node) => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === type) collect(node.type)
    if (ts.isInterfaceDeclaration(node) && node.name.text === type) {
      node.members.filter((member) => member.name?.getText() === property).forEach(collect)
    }
  })
  return values
}
