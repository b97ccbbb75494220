import type { CreateSession } from "../../src/klarna"
import type { FaultName, SeedOrder, SimulatorControls, Switches } from "../../src/simulator"

/** What is true at Klarna before an exchange. Plain data: how it is brought about is the replay's matter. */
export interface Given {
  order?: SeedOrder
  /** A payment session was opened with this cart. */
  cart?: CreateSession
  /** The session has a hosted page, in this mode. */
  page?: "NONE" | "PLACE_ORDER"
  /** Where the hosted page reports to. */
  statusUpdates?: string
  /** The buyer has opened the hosted page. */
  looked?: true
  /** The buyer has agreed in Klarna's window. */
  agreed?: Parameters<SimulatorControls["approve"]>[1]
  /** The merchant has placed the order with the buyer's token. */
  placed?: true
  /** Seconds that have passed since. */
  later?: number
  /** Klarna knows none of the ids that are asked for. */
  unknown?: true
  /** What Klarna's documents leave open, decided. */
  switches?: Partial<Switches>
  /** What goes wrong at Klarna. */
  fault?: FaultName
}

/** `{order}`, `{capture}`, `{refund}`, `{session}`, `{token}` and `{page}` stand for the ids of what was given. */
export interface Question {
  method: "GET" | "POST" | "PATCH" | "DELETE"
  path: string
  body?: object
}

export interface AnswerFacts {
  status: number
  /** Klarna's `error_code`. The words of a message are Klarna's own business. */
  code?: string
  /** The field that a message of a refusal complains about. */
  names?: string
  headers?: Record<string, RegExp>
  lacksHeaders?: string[]
  /** Fields of the body that are there, whatever their value; a dot leads into an object. */
  has?: string[]
  lacks?: string[]
  /** Fields of the body by value. Absent with `has` and `code`: the answer has no body. */
  is?: object
}

/** One exchange that Klarna has published, told with our own values. */
export interface ExchangeFact {
  id: string
  shows: string
  given?: Given
  asks: Question
  answers: AnswerFacts
  /** What the client makes of `answers.is`, where that is not the same. */
  reads?: object
  /** Fields of the order afterwards. */
  becomes?: object
}

/** One message that Klarna posts to the merchant's server. */
export interface CallbackFact {
  id: string
  shows: string
  /** The name of the address that the merchant gave for it. */
  to: "authorization" | "notification" | "status_update"
  happens: "buyer agrees" | "fraud risk accepted" | "fraud risk rejected"
  /** Every field of the body; a dot leads into an object. */
  has: string[]
  is: object
  /** What asking Klarna afterwards confirms: a callback is not signed. */
  confirmed: object
}
