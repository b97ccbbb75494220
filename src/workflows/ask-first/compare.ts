import { type AskAbout, type Planned, type Question, questionOf } from "../../mapping/ask-first"
import type { OrderForSync } from "../../mapping/order-fields"
import { planSync } from "../../mapping/plan-sync"
import type { KlarnaMirror, OrderSnapshot } from "../../mapping/types"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { mirrorOf } from "../sync/mirror"
import { snapshotOf } from "../sync/snapshot"
import type { Change } from "./previews"

export interface Compared {
  question: Question
  /** The order as it will be. */
  after: OrderSnapshot
  mirror: KlarnaMirror
}

/** What Klarna has to be asked about this change. */
export function compare(
  klarna: KlarnaModuleService,
  { before, after, note }: Change,
  row: KlarnaOrderRow,
  about: AskAbout
): Compared {
  // Clicking is asking: an earlier refusal of the same content does not stand in the way.
  const mirror = { ...mirrorOf(row), refused: {} }
  const planned = (order: OrderForSync): Planned => {
    const snapshot = { ...snapshotOf({ klarna }, order, row), ...(note && { description: note }) }
    return { snapshot, plan: planSync(snapshot, mirror, klarna.options) }
  }
  const next = planned(after)
  return { question: questionOf(planned(before), next, mirror, about), after: next.snapshot, mirror }
}
