import { reconcileKlarnaOrdersWorkflow } from "../../src/workflows"
import { waitFor } from "../store/wait-for"
import { reconnect } from "./deeds/connection"
import { press } from "./press"
import { type History, post } from "./history"
import { isAtRest, rowOf } from "./observe"
import { letTimePass } from "./time"

/** More than any schedule has steps. */
const TURNS = 8
/** Longer than the longest wait of the schedule, and than any lease. */
const SIX_HOURS = 6 * 3600
/** Klarna tells nobody of what was done in its portal: the plugin looks every week unless told otherwise (`readEveryDays`). */
const EIGHT_DAYS = 8 * 24 * 3600
/** What an outage leaves behind when it lasted longer than the schedule: the merchant is asked to press the button, and does. */
const AFTER_AN_OUTAGE = ["klarna_unavailable", "credentials_rejected", "klarna_order_missing"]

/** Nothing goes wrong any more and nobody does anything: the clock goes on until nothing is due. */
export async function weatherClears(history: History): Promise<void> {
  const { klarna, settled } = history
  await settled()
  await klarna.clearFaults()
  await waitFor(async () => (await klarna.requests()).every(({ ended_at }) => ended_at), {
    what: "Klarna's last answer",
  })
  await post(history, { news: "at once" })
  await untilNothingIsDue(history)
  if (await backIntoSync(history)) await untilNothingIsDue(history)
  if (history.portal.changed) await untilNothingIsDue(history, EIGHT_DAYS)
  history.portal.changed = false
  const attention_code = (await rowOf(history))?.attention_code ?? ""
  if (!AFTER_AN_OUTAGE.includes(attention_code)) return
  history.diary.push(`The merchant reads "${attention_code}" and presses "synchronise"`)
  await press(history)
  await untilNothingIsDue(history)
}

/** So that in the end both sides can be compared. @returns whether it was out of it */
export async function backIntoSync(history: History): Promise<boolean> {
  await history.settled()
  if ((await rowOf(history))?.sync_state !== "off") return false
  history.diary.push("The merchant takes the order back into the sync")
  await reconnect(history)
  return true
}

async function untilNothingIsDue(history: History, seconds = SIX_HOURS): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    await letTimePass(history, history.order.id, turn === 0 ? seconds : SIX_HOURS)
    await reconcileKlarnaOrdersWorkflow(history.container).run()
    await history.settled()
    if (isAtRest(await rowOf(history))) return
  }
}
