import { type Answer, conflict, emptyForbidden, refusalAnswer, serverError } from "./answers"
import { tooManyRequests, unauthorizedPage, unavailable } from "./answers"

export const faultNames = [
  "429",
  "500",
  "503",
  "409",
  "401-html",
  "403-empty",
  "not-json",
  "slow",
  "cut-before",
  "cut-after",
  "no-id-header",
] as const
export type FaultName = (typeof faultNames)[number]

export interface FaultOrder {
  match?: { method?: string; path?: string }
  times?: number
  fault: FaultName
  delay_ms?: number
}

/** What goes wrong with the next calls. Asked for first is used up first. */
export class Faults {
  private waiting: (FaultOrder & { left: number })[] = []

  add(order: FaultOrder): void {
    this.waiting.push({ ...order, left: order.times ?? 1 })
  }

  /** The fault for this call, used up by it. */
  take(method: string, path: string): FaultOrder | undefined {
    const fault = this.waiting.find(({ match }) => matches(match, method, path))
    if (!fault) return undefined
    fault.left -= 1
    if (fault.left === 0) this.waiting.splice(this.waiting.indexOf(fault), 1)
    return fault
  }

  all() {
    return this.waiting
  }

  clear(): void {
    this.waiting = []
  }
}

const matches = (match: FaultOrder["match"], method: string, path: string) =>
  (!match?.method || match.method.toUpperCase() === method) && (!match?.path || path.includes(match.path))

/** The answer of a fault that keeps the call away from Klarna; undefined for faults that strike later. */
export function answerInstead(fault: FaultName | undefined): Answer | undefined {
  switch (fault) {
    case "429":
      return {
        ...refusalAnswer(tooManyRequests()),
        headers: { "X-Ratelimit-Limit": "40, 40;w=1", "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": "1" },
      }
    case "500":
      return refusalAnswer(serverError())
    case "503":
      return refusalAnswer(unavailable())
    case "409":
      return refusalAnswer(conflict())
    case "401-html":
      return unauthorizedPage()
    case "403-empty":
      return emptyForbidden()
    default:
      return undefined
  }
}

const idHeader = /^(capture|refund)[-_]id$|^location$/i

export const withoutIdHeaders = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers ?? {}).filter(([name]) => !idHeader.test(name))),
})
