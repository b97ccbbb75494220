import { answered, opensAt, taken, unlimited } from "./allowance"
import { type KlarnaError, KlarnaBusyError, KlarnaUnreachableError } from "./errors"
import type { Caller, GateClock } from "./gate"
import type { Received } from "./http"
import { rateNewsOf } from "./rate-news"

/** Somebody is waiting for these at a till or at a parcel: they go before what the sync has to tell. */
const urgent = new Set(["orders.capture", "orders.refund", "payments.createOrder"])

interface Waiting {
  isUrgent: boolean
  /** It is pointless to go later. */
  until: number
  go: () => void
  /** Its turn would come in so many milliseconds: too late. */
  giveUp: (turnInMs: number) => void
}

/** One of Klarna's categories: what is known of its limit, and who waits. */
export class Lane {
  #allowance = unlimited
  #waiting: Waiting[] = []
  #isServing = false

  constructor(private readonly clock: Required<GateClock>) {}

  async turn(caller: Caller): Promise<void> {
    const now = this.clock.now()
    if (this.#waiting.length || opensAt(this.#allowance, now) > now) return this.#wait(caller, now)
    this.#allowance = taken(this.#allowance, now)
  }

  answered(received: Received | undefined): void {
    this.#allowance = answered(this.#allowance, this.clock.now(), received && rateNewsOf(received))
    this.#sendHome()
  }

  #wait({ operation, attempt, patienceMs, elapsedMs, signal }: Caller, now: number): Promise<void> {
    const call = () => ({ operation, durationMs: elapsedMs() })
    return new Promise<void>((resolve, reject) => {
      const end = (error?: KlarnaError) => {
        signal?.removeEventListener("abort", leave)
        if (error) reject(error)
        else resolve()
      }
      const leave = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting)
        end(new KlarnaUnreachableError("the caller stopped waiting", true, call()))
      }
      const waiting: Waiting = {
        isUrgent: urgent.has(operation),
        until: now + patienceMs,
        go: end,
        giveUp: (turnInMs) => end(new KlarnaBusyError(Math.ceil(turnInMs), call(), attempt === 1)),
      }
      if (signal?.aborted) return leave()
      signal?.addEventListener("abort", leave, { once: true })
      this.#queue(waiting)
      this.#sendHome()
      void this.#serve()
    })
  }

  #queue(waiting: Waiting): void {
    const place = waiting.isUrgent ? this.#waiting.findIndex(({ isUrgent }) => !isUrgent) : -1
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting)
  }

  /** Whoever would get its turn too late hears it now, not then. */
  #sendHome(): void {
    const now = this.clock.now()
    let at = now
    let allowance = this.#allowance
    this.#waiting = this.#waiting.filter(({ until, giveUp }) => {
      const turnAt = opensAt(allowance, at)
      if (turnAt > until) return void giveUp(turnAt - now)
      at = turnAt
      allowance = taken(allowance, at)
      return true
    })
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    while (this.#waiting.length) {
      const now = this.clock.now()
      const at = opensAt(this.#allowance, now)
      if (at > now) {
        await this.clock.sleep(at - now)
        this.#sendHome()
      } else {
        this.#allowance = taken(this.#allowance, now)
        this.#waiting.shift()?.go()
      }
    }
    this.#isServing = false
  }
}
