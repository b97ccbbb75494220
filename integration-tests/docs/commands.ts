import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { blocksOf, pages, read, root } from "./pages"

export interface Command {
  page: string
  /** Without comments and the prompt. */
  line: string
}

/** Every command of every page. */
export const commandsIn = (page: string): Command[] =>
  blocksOf(page)
    .filter(({ language }) => language === "sh")
    .flatMap(({ code }) => code.replaceAll("\\\n", " ").split("\n"))
    .map((line) => ({ page, line: line.replace(/\s+# .*$/, "").trim() }))
    .filter(({ line }) => line)

export const allCommands = (): Command[] => pages().flatMap(commandsIn)

/** What `npm run test:docs` does in a new store or beside a simulator, whole page by whole page. */
export const DONE_BY_TEST_DOCS = [
  "docs/get-started.md",
  "docs/operations.md",
  "docs/admin-api.md",
  "src/simulator/README.md",
]

const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
const projects = () =>
  [...read("jest.config.js").matchAll(/displayName: "(\w+)"|"(\w+)"(?=[^\]]*\]\.map|, \.\.\.long)/g)].map(
    ([, a, b]) => a ?? b
  )
const testFiles = () =>
  ["src", "integration-tests", "bench", ".github/release"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)
    )
    .filter((name) => name.endsWith(".spec.ts"))

/** How a command of this repository is checked without doing it. @returns what is wrong with it; undefined where nobody knows how. */
const checks: [fits: RegExp, wrongWith: (match: RegExpExecArray) => string | false][] = [
  [
    /^(?:[A-Z_]+=\S+ )*npm run ([\w:-]+)(?: -- (.*))?$/,
    ([, script, rest = ""]) => wrongScript(script) || wrongPattern(rest),
  ],
  [/^npm test(?: -- (.*))?$/, ([, rest = ""]) => wrongPattern(rest)],
  [/^npm ci$/, () => !existsSync(join(root, "package-lock.json")) && "there is no lock file"],
  [/^npm version (?:patch|minor|major)$/, () => ["preversion", "version"].map(wrongScript).find(Boolean) ?? false],
  [
    /^git push --follow-tags$/,
    () => !existsSync(join(root, ".github/workflows/release.yml")) && "nothing hears of the tag",
  ],
  [/^npx medusa exec (\S+)(?: -- (.*))?$/, ([, file, rest = ""]) => wrongExec(file, rest)],
]

export const complaintAbout = ({ line }: Command): string | false | undefined => {
  for (const [fits, wrongWith] of checks) {
    const match = fits.exec(line)
    if (match) return wrongWith(match)
  }
  return undefined
}

const wrongScript = (name: string) => !(name in scripts) && `there is no script "${name}"`

/** `--selectProjects` names projects, patterns name test files, `-t` titles. */
function wrongPattern(rest: string): string | false {
  const words = rest
    .replace(/-t "[^"]*"/, "")
    .split(/\s+/)
    .filter(Boolean)
  const [project] = words.flatMap((word, index) => (word === "--selectProjects" ? words[index + 1] : []))
  if (project && !projects().includes(project)) return `there is no project "${project}"`
  const patterns = words.filter((word, index) => !word.startsWith("--") && !/^--/.test(words[index - 1] ?? ""))
  const named = words.flatMap((word, index) => (word === "--testPathPattern" ? words[index + 1] : []))
  const lost = [...patterns, ...named].filter(
    (one) => /^[\w/-]+$/.test(one) && !/^\d+$/.test(one) && !testFiles().some((file) => file.includes(one))
  )
  return lost.length > 0 && `no test file fits ${lost.join(", ")}`
}

/** The built file of a script of ours, and options that the script has. */
function wrongExec(file: string, rest: string): string | false {
  const source = file.replace("./node_modules/medusa-klarna/.medusa/server/", "").replace(/\.js$/, ".ts")
  if (!existsSync(join(root, source))) return `there is no ${source}`
  const folder = source.replace(/klarna-(\w+)\.ts$/, "$1")
  const code = [
    source,
    ...(existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((name) => name.endsWith(".ts"))
          .map((name) => `${folder}/${name}`)
      : []),
  ]
    .map(read)
    .join()
  const unknown = [...rest.matchAll(/--([\w-]+)/g)]
    .map(([, name]) => name)
    .filter((name) => !code.includes(`--${name}`))
  return unknown.length > 0 && `${source} does not know ${unknown.join(", ")}`
}
