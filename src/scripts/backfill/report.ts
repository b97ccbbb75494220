import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { finished } from "node:stream/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import Table from "cli-table3"
import { type BackfillCounts, countsOf, findingsOf } from "../../modules/klarna/backfill-findings"
import { type BackfillRunRow } from "../../modules/klarna/backfill"

const PAGE = 500

const ROWS: [of: keyof BackfillCounts, said: string][] = [
  ["in_sync", "In sync with Klarna"],
  ["different", "Different"],
  ["not_found", "Not found at Klarna"],
  ["already_known", "Already known"],
  ["account_missing", "No account for their country"],
  ["failed", "Failed"],
  ["done", "Looked into"],
  ["adopted", "Adopted"],
]

export function tableOf(
  { state, total, options }: Pick<BackfillRunRow, "state" | "total" | "options">,
  counts: BackfillCounts
): string {
  const isDry = (options as { dry_run?: boolean }).dry_run
  const table = new Table({ head: [isDry ? "Dry run" : "Adoption", "Orders"], style: { head: [], border: [] } })
  for (const [of, said] of ROWS) table.push([said, { content: counts[of], hAlign: "right" }])
  return `${table.toString()}\n${state === "finished" ? "Finished." : `Interrupted: ${counts.done} of ${total}.`}`
}

/** One JSON document, a finding on each line, written page by page. */
export async function writeReport(knex: Knex, run: BackfillRunRow, file: string): Promise<void> {
  const out = createWriteStream(file)
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, "drain")
  }
  const { id, options, state, reason, message, total, created_at, finished_at } = run
  const told = { id, options, state, reason, message, total, started_at: created_at, finished_at }
  await write(`{"run":${JSON.stringify(told)},\n"counts":${JSON.stringify(await countsOf(knex, id))},\n"findings":[`)
  let after: string | undefined
  for (let separator = "\n"; ;) {
    const page = await findingsOf(knex, id, { after, limit: PAGE })
    for (const finding of page) {
      await write(separator + JSON.stringify(finding))
      separator = ",\n"
    }
    if (page.length < PAGE) break
    after = page[page.length - 1].payment_id
  }
  out.end("\n]}\n")
  await finished(out)
}
