import { lastOperation } from "../../ledger"
import type { KlarnaWrite } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import type { SyncRun } from "./types"

/** A write with who wished it. */
export interface WishedWrite {
  write: KlarnaWrite
  trigger: string
}

/**
 * What a merchant sent by hand and the weather kept from Klarna (429, no connection): it goes out when the weather clears, without a
 * second word of the merchant, as long as it is the same and a next attempt is due. The ledger knows whose wish it was.
 */
export async function keptByWeather(
  { knex }: Pick<SyncRun, "knex">,
  { klarna_order_id, next_attempt_at }: KlarnaOrderRow,
  held: KlarnaWrite[]
): Promise<WishedWrite[]> {
  const kept: WishedWrite[] = []
  for (const write of next_attempt_at ? held : []) {
    const last = await lastOperation(knex, klarna_order_id, write.kind)
    const isKept = last?.outcome === "failed" && last.fingerprint === write.fingerprint
    if (isKept && last.trigger.startsWith("user:")) kept.push({ write, trigger: last.trigger })
  }
  return kept
}
