import fc from "fast-check"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import type { Life } from "./a-history"
import { beginHistory, type History, nothingKnown } from "./history"
import { judgedAtOnce, judgedInQuiet } from "./judged"
import type { Basket } from "./purchase"
import { HistoryFailed, say } from "./report"
import { settings } from "./settings"
import { countEvidence } from "./tally"
import { backIntoSync } from "./weather-clears"

/** Making a failed history shorter is worth so many others; then what was found is shown as it is. */
const SHORTENING = 80
/** Many times what the longest history takes on a busy machine. */
const STUCK_MS = 240_000
class Stuck extends Error {
  override readonly name = "Stuck"
}

/** Of all that were thought of, in order. */
let number = 0
let lived = 0
/** Which of those that were lived failed first. */
let firstFailure: number | undefined
let failures = 0
/** What hangs in the store would hang every other history too: none is played after it. */
let isStuck = false

export const historiesLived = () => lived
export const historiesFailed = () => failures

/** @throws HistoryFailed when it did not end well */
export async function live(shop: KlarnaStoreUnderTest, basket: Basket, { placed, deeds, isFair }: Life): Promise<void> {
  if (isStuck || Date.now() > settings.endsAt) return
  if (!settings.keepGoing && firstFailure && lived - firstFailure >= SHORTENING) return
  number += 1
  if (!isWanted(number)) return
  lived += 1
  if (lived % 25 === 0) say(`${lived} histories`)
  const { history, end } = await beginHistory(shop, basket, placed)
  try {
    await unlessStuck(play(history, deeds, isFair))
  } catch (error) {
    failures += 1
    firstFailure ??= lived
    if (error instanceof Stuck) isStuck = true
    const failed = error instanceof HistoryFailed ? error : interrupted(error as Error, history)
    if (!settings.keepGoing) throw failed
    say(`A history ended badly; again: --seed ${settings.seed} --runs ${number} --only ${number}\n${failed.message}\n`)
  } finally {
    if (!isStuck) await shop.settled()
    end()
  }
}

/** "63", or "51-75". */
function isWanted(which: number): boolean {
  const [from = 1, to = settings.only ? from : Infinity] = settings.only?.split("-").map(Number) ?? []
  return from <= which && which <= to
}

async function play(history: History, deeds: Life["deeds"], isFair: boolean): Promise<void> {
  await fc.asyncModelRun(() => ({ model: nothingKnown(), real: history }), deeds)
  if (isFair) await backIntoSync(history)
  if (isFair) await judgedAtOnce(history)
  countEvidence(await judgedInQuiet(history))
}

/** What does not end is a failure too, and its diary says where. @throws Stuck */
async function unlessStuck(playing: Promise<void>): Promise<void> {
  let alarm: NodeJS.Timeout | undefined
  const stuck = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new Stuck("the history does not end")), STUCK_MS)
  })
  await Promise.race([playing, stuck]).finally(() => clearTimeout(alarm))
}

const interrupted = (error: Error, { diary }: History) => new HistoryFailed([error.stack ?? error.message], diary)
