import type KlarnaModuleService from "../../modules/klarna/service"
import type { Claim } from "../../modules/klarna/claims"

/** As long as somebody waits for an answer; most syncs are over in less. */
const PATIENCE_MS = 10_000
const LOOK_AGAIN_MS = 150

/** For a person who waits: the claim as soon as the sync that has the order is done with it; undefined when that takes too long. */
export async function claimWhenFree(
  klarna: Pick<KlarnaModuleService, "claim">,
  order_id: string,
  patience = PATIENCE_MS
): Promise<Claim | undefined> {
  const until = Date.now() + patience
  for (;;) {
    const claim = await klarna.claim(order_id)
    if (claim || Date.now() > until) return claim
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
