const UNRELEASED = "## Unreleased"

/**
 * The changelog with a version's heading, `## 1.2.0 (2027-03-01)`: what is unreleased gets it, or what was written under that number before.
 * @throws a sentence when there is nothing to tell
 */
export function released(changelog: string, version: string, day: string): string {
  const planned = `## ${version}`
  const heading = [planned, UNRELEASED].find((each) => changelog.includes(`\n${each}\n`))
  if (!heading) throw new Error(`CHANGELOG.md has neither "${planned}" nor "${UNRELEASED}": what is new in ${version}?`)
  const [before, after] = changelog.split(`\n${heading}\n`)
  const [own] = after.split(/^## /m)
  if (!/^- \S/m.test(own)) throw new Error(`CHANGELOG.md tells nothing below "${heading}": what is new in ${version}?`)
  return `${before}\n${planned} (${day})\n${after}`
}

/** Whether a version has its heading, with the day. */
export const isReleased = (changelog: string, version: string): boolean =>
  changelog.split("\n").some((line) => line.startsWith(`## ${version} (`))
