import { type AskedWrite, hasBecome } from "../../mapping/ask-first"
import type { OrderForSync } from "../../mapping/order-fields"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { mirrorOf } from "./mirror"
import { snapshotOf } from "./snapshot"
import type { SyncRun } from "./types"

/** The column `asked`: what a merchant's request has told Klarna, or is telling it, while Medusa has not committed yet. */
export interface Asked {
  /** Who asks: the token of the claim that the asking began with. */
  token: string
  /** ISO time. Until then the request is believed to be alive. */
  until: string
  write: AskedWrite
  /** A sync came meanwhile and was held back. */
  held?: boolean
}

/** What is being asked right now; undefined: nothing, or its time is over. */
export function askedNow(row: KlarnaOrderRow): Asked | undefined {
  // Written by `workflows/ask-first` and by nobody else.
  const asked = row.asked as Asked | null
  return asked && Date.parse(asked.until) > Date.now() ? asked : undefined
}

/**
 * Whether this order is to be left alone: Klarna is ahead of Medusa on purpose. It ends with the commit that makes the order what was
 * asked, with the request, or when its time is over.
 */
export function isHeld(run: SyncRun, order: OrderForSync, row: KlarnaOrderRow): boolean {
  const asked = askedNow(row)
  if (!asked || !row.read_at) return false
  return !hasBecome(snapshotOf(run, order, row), mirrorOf(row), run.klarna.options, asked.write)
}
