/**
 * Lints `{ file, code }[]` from standard input as if each were that file of a project in the current folder, with the
 * product's own configuration, and prints the rules that each breaks. A process of its own, because ESLint loads its
 * configuration in a way that Jest's sandbox does not allow.
 */
import { json } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { ESLint } from "eslint"

const needTypes = ["no-floating-promises", "no-misused-promises", "await-thenable"]

// The snippets are no files of the TypeScript project, and the rules that need types are not the question here.
const eslint = new ESLint({
  overrideConfigFile: fileURLToPath(new URL("../../eslint.config.mjs", import.meta.url)),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => !needTypes.some((name) => ruleId.endsWith(name)),
})

const broken = []
for (const { file, code } of await json(process.stdin)) {
  const [{ messages }] = await eslint.lintText(code, { filePath: file })
  broken.push(messages.map(({ ruleId, message }) => ruleId ?? message))
}
console.log(JSON.stringify(broken))
