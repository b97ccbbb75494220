import { setTimeout as wait } from "node:timers/promises"
import type { Claim } from "../../modules/klarna/claims"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { askedNow } from "../sync/asked"

/** A sync of the same order is usually over in less than a second; a merchant waits that long, not longer. */
const FOR_A_SYNC_MS = 5_000
/** Klarna has 8 s to answer somebody else, and then Medusa commits. */
const FOR_ANOTHER_MERCHANT_MS = 12_000
const LOOK_AGAIN_MS = 100

export type PatientClaim =
  /** `waited`: what was known of the order before may be out of date. */
  | { got: Claim; waited: boolean }
  /** Who kept it: a sync, or the request of another merchant that Klarna is being asked about. */
  | { kept: "by_sync" | "by_asking" }

/** The claim on an order, waited for a little. `seen`: its rows, read just now. */
export async function claimPatiently(
  klarna: KlarnaModuleService,
  order_id: string,
  seen: KlarnaOrderRow[]
): Promise<PatientClaim> {
  const since = Date.now()
  for (let looks = 1; ; looks++) {
    const isAsked = (looks === 1 ? seen : await klarna.rowsOfOrder(order_id)).some(askedNow)
    const claim = isAsked ? undefined : await klarna.claim(order_id)
    if (claim && !claim.rows.some(askedNow)) return { got: claim, waited: looks > 1 }
    // Somebody began to ask between the two statements.
    if (claim && !(await klarna.holdBack(order_id, claim.token))) await klarna.letGo(order_id, claim.token)
    const patience = isAsked ? FOR_ANOTHER_MERCHANT_MS : FOR_A_SYNC_MS
    if (Date.now() - since > patience) return { kept: isAsked ? "by_asking" : "by_sync" }
    await wait(LOOK_AGAIN_MS)
  }
}
