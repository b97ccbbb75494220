import { type Answer, conflict, refusalAnswer } from "./answers"
import { DAY_MS } from "./clock"
import type { Switches } from "./switches"

export interface Replayable {
  answer: Answer
  replayed: boolean
}

/** Answers kept by key for 24 hours. Only the key counts: a repeat with another body gets the old answer too. */
export class IdempotencyKeys {
  private readonly kept = new Map<string, { at: number; answer: Answer }>()
  private readonly running = new Map<string, Promise<Answer>>()

  /** Does the work once per key. `now` is Klarna's time. */
  async once(key: string, now: () => Date, switches: Switches, work: () => Promise<Answer>): Promise<Replayable> {
    const kept = this.kept.get(key)
    if (kept && now().getTime() - kept.at < DAY_MS) return { answer: kept.answer, replayed: true }

    const running = this.running.get(key)
    if (!running) return { answer: await this.run(key, now, switches, work), replayed: false }
    if (switches.concurrent_duplicate === "conflict") return { answer: refusalAnswer(conflict()), replayed: false }
    await running
    return this.once(key, now, switches, work)
  }

  clear(): void {
    this.kept.clear()
    this.running.clear()
  }

  private async run(key: string, now: () => Date, switches: Switches, work: () => Promise<Answer>): Promise<Answer> {
    const at = now().getTime()
    const answering = work()
    this.running.set(key, answering)
    try {
      const answer = await answering
      if (answer.status < 400 || switches.replay_errors_under_key) this.kept.set(key, { at, answer })
      return answer
    } finally {
      this.running.delete(key)
    }
  }
}
