import fc from "fast-check"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import type { Life } from "./a-history"
import { beginHistory, type History, nothingKnown } from "./history"
import { judge } from "./judge"
import { observe } from "./observe"
import type { Basket } from "./purchase"
import { HistoryFailed, say } from "./report"
import { settings } from "./settings"
import { countEvidence } from "./tally"
import { backIntoSync, weatherClears } from "./weather-clears"

/** Making a failed history shorter is worth so long; then what was found is shown as it is. */
const SHORTENING_MS = 180_000
let firstFailureAt: number | undefined
let lived = 0
let failures = 0

export const historiesFailed = () => failures

/** @throws HistoryFailed when it did not end well */
export async function live(shop: KlarnaStoreUnderTest, basket: Basket, { placed, deeds, isFair }: Life): Promise<void> {
  if (!settings.keepGoing && firstFailureAt && Date.now() - firstFailureAt > SHORTENING_MS) return
  lived += 1
  if (lived % 25 === 0) say(`${lived} histories`)
  const { history, end } = await beginHistory(shop, basket, placed)
  try {
    await fc.asyncModelRun(() => ({ model: nothingKnown(), real: history }), deeds)
    if (isFair) await backIntoSync(history)
    if (isFair) await judged(history, "without the minute's job")
    await weatherClears(history)
    await judged(history)
  } catch (error) {
    failures += 1
    firstFailureAt ??= Date.now()
    const failed = error instanceof HistoryFailed ? error : interrupted(error as Error, history)
    if (!settings.keepGoing) throw failed
    say(`A history ended badly.\n${failed.message}\n`)
  } finally {
    await shop.settled()
    end()
  }
}

async function judged(history: History, when?: string): Promise<void> {
  await history.settled()
  const evidence = await observe(history)
  if (!when) countEvidence(evidence)
  const complaints = judge(evidence)
  if (complaints.length) throw new HistoryFailed(when ? [...complaints, when] : complaints, history.diary)
}

const interrupted = (error: Error, { diary }: History) => new HistoryFailed([error.stack ?? error.message], diary)
