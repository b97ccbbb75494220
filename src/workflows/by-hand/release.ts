import { applyWrites } from "../../mapping/plan-apply"
import { isReleased, releaseWrite } from "../../mapping/release"
import { mirrorOf, patchOf } from "../sync/mirror"
import { sendWrite } from "../sync/send-write"
import type { FirstDeed } from "../sync/types"
import { sayNo } from "./answers"
import { beforeAWrite } from "./before-a-write"

/**
 * Gives up what of a partly captured order is not captured. If the order is worth more, the sync that follows says so (`not_covered`) and
 * does not ask Klarna for it again.
 * @throws MedusaError (400) in Klarna's words when it refuses
 */
export const release: FirstDeed = async (run, before) => {
  const { connected, row } = await beforeAWrite(run, before)
  const mirror = mirrorOf(row)
  if (isReleased(mirror)) return
  const write = releaseWrite(mirror)
  const { outcome } = await sendWrite(connected, row, write)
  const isDone = outcome.type === "accepted"
  // The state of the order may be the reason of a no.
  await run.klarna.store(row, run.token, isDone ? patchOf(applyWrites(mirror, [write])) : { doubtful: true })
  if (outcome.type === "refused" || outcome.type === "weather") throw sayNo("release the rest", outcome)
}
