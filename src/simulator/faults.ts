import { type Answer, badGatewayPage, badValue, conflict, emptyForbidden, emptyGatewayTimeout } from "./answers"
import { emptyTooManyRequests, notAllowed, refusalAnswer, serverError, tooManyRequests } from "./answers"
import { unauthorizedPage, unavailable, unknownPath, unprocessableBody, unreadablePage } from "./answers"

/** Each class of answer in Klarna's documents, each answer that the edge gives in its place, and what a network does to one. */
export const faultNames = [
  "400",
  "401-html",
  "403",
  "403-empty",
  "404",
  "409",
  "422",
  "429",
  "429-bare",
  "500",
  "502-html",
  "503",
  "504-empty",
  "not-json",
  "empty",
  "wrong-type",
  "no-id-header",
  "slow",
  "cut-before",
  "cut-after",
  "cut-body",
] as const
export type FaultName = (typeof faultNames)[number]

export interface FaultOrder {
  match?: { method?: string; path?: string }
  times?: number
  fault: FaultName
  delay_ms?: number
  /** What `X-Ratelimit-Reset` of a `429` says; 1 when absent. */
  reset_seconds?: number
  /** What the next call meets, whichever it is, after this fault was used up. */
  then?: FaultName
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
    if (fault.left === 0) this.usedUp(fault)
    return fault
  }

  private usedUp(fault: FaultOrder & { left: number }): void {
    const { then, delay_ms } = fault
    this.waiting = this.waiting.filter((one) => one !== fault)
    if (then) this.waiting.unshift({ fault: then, delay_ms, left: 1 })
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
export function answerInstead({ fault, reset_seconds = 1 }: Partial<FaultOrder> = {}): Answer | undefined {
  switch (fault) {
    case "400":
      return refusalAnswer(badValue())
    case "401-html":
      return unauthorizedPage()
    case "403":
      return refusalAnswer(notAllowed())
    case "403-empty":
      return emptyForbidden()
    case "404":
      return refusalAnswer(unknownPath())
    case "409":
      return refusalAnswer(conflict())
    case "422":
      return refusalAnswer(unprocessableBody())
    case "429":
      return {
        ...refusalAnswer(tooManyRequests()),
        headers: {
          "X-Ratelimit-Limit": "40, 40;w=1",
          "X-Ratelimit-Remaining": "0",
          "X-Ratelimit-Reset": String(reset_seconds),
        },
      }
    case "429-bare":
      return emptyTooManyRequests()
    case "500":
      return refusalAnswer(serverError())
    case "502-html":
      return badGatewayPage()
    case "503":
      return refusalAnswer(unavailable())
    case "504-empty":
      return emptyGatewayTimeout()
    default:
      return undefined
  }
}

/** The answer as it leaves, after the work was done. (`wrong-type` and `cut-body` change only how it is sent.) */
export function asFaulted(answer: Answer, fault: FaultName | undefined): Answer {
  switch (fault) {
    case "no-id-header":
      return withoutIdHeaders(answer)
    case "not-json":
      return { ...unreadablePage(), headers: answer.headers }
    case "empty":
      return { ...answer, body: undefined, html: undefined }
    default:
      return answer
  }
}

const idHeader = /^(capture|refund)[-_]id$|^location$/i

const withoutIdHeaders = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers ?? {}).filter(([name]) => !idHeader.test(name))),
})
