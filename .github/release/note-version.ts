import { readFileSync, writeFileSync } from "node:fs"
import { isReleased, released } from "./changelog"

/** `npm version` runs this before it commits; with `--check` it is what `npm publish` asks first. */
function main(version: string, isCheck: boolean): void {
  const changelog = readFileSync("CHANGELOG.md", "utf8")
  if (!isCheck)
    return writeFileSync("CHANGELOG.md", released(changelog, version, new Date().toISOString().slice(0, 10)))
  if (!isReleased(changelog, version)) throw new Error(`CHANGELOG.md has no "## ${version} (<day>)": use npm version.`)
}

try {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
  main(version, process.argv.includes("--check"))
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
