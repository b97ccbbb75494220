/** What `npm audit --json` answers, as far as it is judged. */
interface Report {
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>
  metadata?: { dependencies: { prod: number } }
  /** The registry's error, when it is one. */
  message?: string
  error?: { code?: string; summary?: string }
}

/** `skipped`: nobody knows; never to be taken for `passed`. */
export type Verdict = { result: "passed" | "failed" | "skipped"; why: string }

const GRAVE = ["high", "critical"]

/** Judges what npm says of the packages that come with this one into a store. */
export function judge(output: string): Verdict {
  const report = reportOf(output)
  if (!report) return failed("npm answered nothing that can be read")
  const { vulnerabilities, metadata, message, error } = report
  if (vulnerabilities && metadata) return judgeAll(vulnerabilities, metadata.dependencies.prod)
  if (message && !error?.code) return { result: "skipped", why: `the registry does not answer audits (${message})` }
  return failed(`npm could not audit: ${error?.summary || error?.code || "for no reason given"}`)
}

function judgeAll(vulnerabilities: NonNullable<Report["vulnerabilities"]>, packages: number): Verdict {
  const grave = Object.entries(vulnerabilities).filter(([, { severity }]) => GRAVE.includes(severity))
  const milder = Object.keys(vulnerabilities).length - grave.length
  if (!packages) return failed("npm looked at no package")
  if (!grave.length)
    return { result: "passed", why: `nothing high or critical in ${packages} packages; milder: ${milder}` }
  return failed(
    grave.map(([name, { severity, via }]) => `${name} (${severity}): ${via.map(inWords).join(", ")}`).join("; ")
  )
}

const inWords = (cause: string | { title: string; url: string }): string =>
  typeof cause === "string" ? `by ${cause}` : `${cause.title} ${cause.url}`

const failed = (why: string): Verdict => ({ result: "failed", why })

function reportOf(output: string): Report | undefined {
  try {
    return JSON.parse(output) as Report
  } catch {
    return undefined
  }
}
