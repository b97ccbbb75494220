import { setTimeout as wait } from "node:timers/promises"
import type { Received } from "./http"
import { Lane } from "./lane"

/** A call that wants to go out. */
export interface Caller {
  operation: string
  /** Counted from 1. */
  attempt: number
  /** How long it can wait for its turn. */
  patienceMs: number
  /** Since the first attempt began. */
  elapsedMs: () => number
  signal?: AbortSignal
}

/** What all calls of a merchant pass, so that a limit that one of them meets slows them all, and nobody else. */
export interface Gate {
  /**
   * Resolves when the call may be sent: at once, unless Klarna announced a limit. From then on it counts as under way until `answered`.
   * @throws KlarnaBusyError as soon as it is clear that its turn comes too late; KlarnaUnreachableError when the caller stopped waiting
   */
  turn(caller: Caller): Promise<void>
  /** A call is over. Nothing received teaches nothing. */
  answered(operation: string, received: Received | undefined): void
}

export interface GateClock {
  /** Monotonic milliseconds. */
  now?: () => number
  /** Has to agree with `now`. */
  sleep?: (ms: number) => Promise<unknown>
}

/** Klarna counts these by themselves, and all other calls together. https://docs.klarna.com/api/rate-limit */
const countedAlone = new Set(["payments.createSession", "hostedPage.create"])

export function createGate({ now = () => performance.now(), sleep = (ms) => wait(ms) }: GateClock = {}): Gate {
  const lanes = new Map<string, Lane>()
  const laneOf = (operation: string): Lane => {
    const name = countedAlone.has(operation) ? operation : "other"
    const lane = lanes.get(name) ?? new Lane({ now, sleep })
    lanes.set(name, lane)
    return lane
  }
  return {
    turn: (caller) => laneOf(caller.operation).turn(caller),
    answered: (operation, received) => laneOf(operation).answered(received),
  }
}
