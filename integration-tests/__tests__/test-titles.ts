import { readdirSync, readFileSync } from "fs"
import { join } from "path"
import ts from "typescript"

const root = join(__dirname, "..", "..")

/** A test as its file tells it: what it stands below, its own title, and the numbers of the edge cases behind that. */
export interface NamedTest {
  name: string
  cases: number[]
}

const TAG = / \[cases? ([\d, ]+)\]$/

/** Every file that may contain tests, from the repository's root. */
export function testFiles(): string[] {
  return ["src", "integration-tests", ".github"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${String(file)}`)
    )
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .filter((file) => file.startsWith("integration-tests/") || file.includes("/__tests__/"))
}

export const textOf = (file: string): string => readFileSync(join(root, file), "utf8")

export function testsIn(file: string): NamedTest[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true)
  const found: NamedTest[] = []
  const visit = (node: ts.Node, above: string[]): void => {
    const [kind, title] = titleOf(node) ?? []
    if (kind === "test") found.push(named([...above, title!]))
    const below = kind === "describe" && title ? [...above, title] : above
    ts.forEachChild(node, (child) => visit(child, below))
  }
  visit(source, [])
  return found
}

/** `it("...")`, `it.each(...)("...")`, `describe("...")` and so on. */
function titleOf(node: ts.Node): ["test" | "describe", string] | undefined {
  if (!ts.isCallExpression(node)) return undefined
  const [title] = node.arguments
  const [, called] = /^(it|test|describe)\b/.exec(node.expression.getText()) ?? []
  if (!called || !title || !ts.isStringLiteralLike(title)) return undefined
  return [called === "describe" ? "describe" : "test", title.text]
}

function named(titles: string[]): NamedTest {
  const whole = titles.join(" › ")
  const cases = TAG.exec(whole)?.[1].split(",").map(Number) ?? []
  return { name: whole.replace(TAG, ""), cases }
}
