import type { OrderLine } from "../../klarna/types"
import { type Refusal, refuse } from "../answers"
import type { Switches } from "../switches"
import { badLineFields } from "../validation/arithmetic"

export const unprocessable = (fields: string[], switches: Switches): Refusal =>
  refuse(switches.om_bad_value_status, "UNPROCESSABLE_ENTITY", `Bad value: ${fields.join(", ")}`)

/** Each line's own arithmetic. Sums are the caller's matter. */
export function badLines(lines: OrderLine[] | undefined, switches: Switches): Refusal | undefined {
  if (!switches.lines_enforced_at_om) return undefined
  const fields = badLineFields(lines ?? [])
  return fields.length ? unprocessable(fields, switches) : undefined
}
