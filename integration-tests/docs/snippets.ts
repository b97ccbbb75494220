import ts from "typescript"
import type { Block } from "./pages"

/** What a ts or js block is, by how it begins. */
export type SnippetKind = "a file" | "options" | "an options object" | "part of a file"

export function kindOf({ code }: Block): SnippetKind {
  if (/^\w+: /.test(code)) return "options"
  if (/^const klarna = \{/.test(code)) return "an options object"
  return /^(import|\/\/ \S+\.\w+\n)/.test(code) ? "a file" : "part of a file"
}

/** storefront-guide.unit.spec.ts compiles the guide's files, and compares its parts with the code of the demo. */
export const isOfTheGuide = (block: Block): boolean =>
  block.page === "docs/storefront.md" && kindOf(block) !== "options"

/** The object that a block of options is, made in a world with these environment variables only. */
export function optionsOf(block: Block, env: Record<string, string>): Record<string, unknown> {
  const text = kindOf(block) === "options" ? `const klarna = {\n${block.code}\n}` : block.code
  const { outputText } = ts.transpileModule(`${text}\nreturn klarna`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  return new Function("process", outputText)({ env }) as Record<string, unknown>
}
