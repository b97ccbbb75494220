import type { Evidence } from "./evidence"
import type { History } from "./history"
import { judge } from "./judge"
import { observe } from "./observe"
import { HistoryFailed } from "./report"
import { weatherClears } from "./weather-clears"

/** When all is quiet, both sides agree or somebody is told why not. @throws HistoryFailed */
export async function judgedInQuiet(history: History): Promise<Evidence> {
  await weatherClears(history)
  return judged(history)
}

/** Where nothing was lost and nobody died, the same is so without the minute's job. @throws HistoryFailed */
export async function judgedAtOnce(history: History): Promise<void> {
  await judged(history, "without the minute's job")
}

async function judged(history: History, ...when: string[]): Promise<Evidence> {
  await history.settled()
  const evidence = await observe(history)
  const complaints = judge(evidence)
  if (complaints.length) throw new HistoryFailed([...complaints, ...when], history.diary)
  return evidence
}
