import { address } from "./address"
import type { AnyKlarna } from "./any-klarna"
import { authorization } from "./authorization"
import { cancel } from "./cancel"
import { edits } from "./edits"
import { captures, refunds } from "./money"
import { purchase } from "./purchase"
import { references } from "./references"

export type { AnyKlarna } from "./any-klarna"

const scenarios: Record<string, (world: AnyKlarna) => void> = {
  "A purchase": purchase,
  "An edit": edits,
  "Another delivery address": address,
  References: references,
  "A capture": captures,
  "A refund": refunds,
  "The authorisation": authorization,
  Cancelling: cancel,
}

/** The same stories for the simulator and for Klarna's playground. */
export function tellScenarios(world: AnyKlarna): void {
  describe.each(Object.entries(scenarios))("%s", (_, tell) => tell(world))
}
