import { isDeepStrictEqual } from "node:util"
import type { MedusaContainer } from "@medusajs/framework/types"
import { type AskAbout, type Planned, type Question, questionOf } from "../../mapping/ask-first"
import type { OrderForSync } from "../../mapping/order-fields"
import { planSync } from "../../mapping/plan-sync"
import type { KlarnaMirror, OrderSnapshot } from "../../mapping/types"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { descriptionOf } from "../sync/description"
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
  { klarna, container }: { klarna: KlarnaModuleService; container: MedusaContainer },
  { before, after, note }: Change,
  row: KlarnaOrderRow,
  about: AskAbout
): Compared {
  const mirror = withoutRefusals(row)
  const planned = (order: OrderForSync): Planned => {
    const seen = snapshotOf({ klarna }, order, row)
    const description = descriptionOf({ klarna, container }, note, seen, mirror)
    const snapshot = { ...seen, ...(description && { description }) }
    return { snapshot, plan: planSync(snapshot, mirror, klarna.options) }
  }
  const next = planned(after)
  return { question: questionOf(planned(before), next, mirror, about), after: next.snapshot, mirror }
}

/** Whether the order at Klarna is still the one that was compared. */
export const isAbout = ({ mirror }: Compared, row: KlarnaOrderRow): boolean =>
  isDeepStrictEqual(mirror, withoutRefusals(row))

/** Clicking is asking: an earlier refusal of the same content does not stand in the way. */
const withoutRefusals = (row: KlarnaOrderRow): KlarnaMirror => ({ ...mirrorOf(row), refused: {} })
