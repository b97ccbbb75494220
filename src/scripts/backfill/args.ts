import { parseArgs } from "node:util"
import { type BackfillOptions, backfillOptions } from "../../workflows/backfill/options"

export interface Asked {
  /** Of a new run; undefined: the interrupted one goes on. */
  options?: BackfillOptions
  report?: string
}

const KNOWN = {
  help: { type: "boolean", short: "h" },
  "dry-run": { type: "boolean" },
  adopt: { type: "boolean" },
  path: { type: "string", default: "data.order_id" },
  provider: { type: "string" },
  "to-provider": { type: "string" },
  account: { type: "string" },
  sync: { type: "boolean" },
  resume: { type: "boolean" },
  report: { type: "string" },
} as const

/** `medusa exec` takes options for its own before `--`, refuses those that it does not know, and hands on none of those behind it. */
export function afterDashes(argv: string[]): string[] {
  const dashes = argv.indexOf("--")
  return dashes < 0 ? [] : argv.slice(dashes + 1)
}

/** What was asked on the command line. Without `--adopt` it is a dry run: nothing is changed by mistake. */
export function readArgs(args: string[]): Asked | { help: true } | { problem: string } {
  try {
    const { values } = parseArgs({ args, options: KNOWN, strict: true, allowPositionals: false })
    if (values.help) return { help: true }
    if (values.adopt && values["dry-run"]) return { problem: "--adopt and --dry-run exclude each other." }
    if (values.resume) return { report: values.report }
    if (!values.provider) return { problem: "--provider is missing: whose payments?" }
    const parsed = backfillOptions.safeParse({
      dry_run: !values.adopt,
      path: values.path,
      provider: values.provider,
      to_provider: values["to-provider"],
      account_id: values.account,
      sync: values.sync,
    })
    if (parsed.success) return { options: parsed.data, report: values.report }
    return { problem: parsed.error.issues.map(({ path, message }) => `--${flagOf(path)} ${message}.`).join("\n") }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

const flagOf = ([name]: PropertyKey[]) => String(name).replace("account_id", "account").replace("_", "-")
