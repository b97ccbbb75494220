import type { AttentionCode, WriteKind } from "../../src/mapping/types"
import type { FaultOrder } from "../../src/simulator"

/** Everything that the plugin asks of Klarna, and the read that a sync begins with. */
export const operationNames = [
  "payment session",
  "create order",
  "read",
  "acknowledge",
  "amount up",
  "amount down",
  "shipping address",
  "billing address",
  "references",
  "tracking",
  "extension",
  "cancel",
  "release",
  "capture",
  "refund",
  "refund of a cancel",
  "abandoned purchase",
  "fraud decision",
  "capture in the portal",
  "expiry",
] as const
export type OperationName = (typeof operationNames)[number]

/** A purchase, as far as it has come. */
export interface Subject {
  cartId: string
  orderId?: string
  klarnaId?: string
}

export interface Operation {
  /** The request that meets the fault, as `callsOf` names it. */
  call: string
  match: NonNullable<FaultOrder["match"]>
  /** By which the row may say why Klarna and Medusa do not agree; beside those that fit everything. */
  reasons?: AttentionCode[]
  /** What the merchant insists on with the button "Synchronise now", where the row asks for somebody. */
  force?: WriteKind[]
  /** What the merchant does in place of that. */
  help?: (subject: Subject) => Promise<void>
  /** A purchase of its own. Klarna's log is emptied after it. */
  prepare: () => Promise<Subject>
  /** What a person does. Throws what that person is told. */
  cause: (subject: Subject) => Promise<void>
  /** What a person who was told of an error does next; absent where nobody is told, because the sync goes on by itself. */
  repeat?: (subject: Subject) => Promise<void>
  /** Klarna's own people did it, and Medusa cannot know before it has read the order: it may go on offering what is not there any more. */
  isUnheardOf?: boolean
  /** The buyer left: there never will be an order. */
  isAbandoned?: boolean
}
