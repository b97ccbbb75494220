import type { HeldStatement } from "../processes/held-statements"
import type { LineHold } from "../processes/klarna-line"
import type { Cast, StoryName } from "./stories"

export type Hold = { statement: HeldStatement } | { line: LineHold }

/** A place between two instructions at which the process dies, and what somebody had just done. */
export interface CrashPoint {
  story: StoryName
  name: string
  hold: (cast: Cast) => Hold
}

type Points = Record<string, (cast: Cast) => Hold>

const statement = (table: string, on: HeldStatement["on"], when: string): Hold => ({ statement: { table, on, when } })
const line = (at: LineHold["at"], call: string, path: string): Hold => ({ line: { at, call, path } })

const klarna =
  (at: LineHold["at"], call: string) =>
  ({ klarnaId }: Cast) =>
    line(at, call, klarnaId)

/** The plugin's row of the order is about to change in this way. */
const row =
  (when: string) =>
  ({ id }: Cast) =>
    statement("klarna_order", "UPDATE", `$1.order_id = '${id}' AND ${when}`)

const ledger =
  (on: HeldStatement["on"], kind: string, when = "true") =>
  ({ klarnaId }: Cast) =>
    statement("klarna_operation", on, `$1.klarna_order_id = '${klarnaId}' AND $1.kind = '${kind}' AND ${when}`)

/** Something of Medusa's that belongs to the order's payment collection, whose id is in `column`. */
const payments =
  (table: string, on: HeldStatement["on"], column: string, when = "true") =>
  ({ id }: Cast) =>
    statement(
      table,
      on,
      `${when} AND $1.${column} IN (SELECT payment_collection_id FROM order_payment_collection WHERE order_id = '${id}')`
    )

/** Every write passes here, whoever sends it. */
const beforeKlarna = (kind: string, call: string): Points => ({
  "before the ledger row": ledger("INSERT", kind),
  "after the ledger row, before the send": ledger("UPDATE", kind, "$1.sent_at IS NOT NULL AND $2.sent_at IS NULL"),
  "while the request is on its way": klarna("request", call),
})

const afterKlarna = (kind: string, call: string): Points => ({
  "after the send, while the answer is on its way": klarna("answer", call),
  "before the answer is in the ledger": ledger("UPDATE", kind, "$1.outcome IS NOT NULL AND $2.outcome IS NULL"),
})

const ofWrite = (kind: string, call: string): Points => ({ ...beforeKlarna(kind, call), ...afterKlarna(kind, call) })

const beforeTheSync: Points = {
  "after Medusa's commit, before the wish": row("$1.dirty > $2.dirty"),
  "after the wish, before the claim": row("$1.lease_token IS NOT NULL AND $2.lease_token IS NULL"),
}

const afterTheSend: Points = {
  "before the acknowledgement": row(
    "($1.acknowledged::text <> $2.acknowledged::text OR $1.status IS DISTINCT FROM $2.status)"
  ),
  "before the state is stored": row("$1.synced_at IS DISTINCT FROM $2.synced_at"),
  "before the claim is given back": row("$1.lease_token IS NULL AND $2.lease_token IS NOT NULL"),
}

const settling: Points = {
  "during settling, before the new payment session": payments("payment_session", "INSERT", "payment_collection_id"),
  "during settling, before the new payment": payments("payment", "INSERT", "payment_collection_id"),
  "during settling, before the collection follows": payments(
    "payment_collection",
    "UPDATE",
    "id",
    "$1.status = 'authorized'"
  ),
}

const amending: Points = {
  "during settling, before the payment is amended": payments("payment", "UPDATE", "payment_collection_id"),
  "during settling, before the collection follows": payments("payment_collection", "UPDATE", "id"),
}

const recording: Points = {
  "before Medusa's payment is captured": payments(
    "payment",
    "UPDATE",
    "payment_collection_id",
    "$1.captured_at IS NOT NULL AND $2.captured_at IS NULL"
  ),
  "before the order counts as paid": ({ id }) =>
    statement("order_transaction", "INSERT", `$1.order_id = '${id}' AND $1.reference = 'capture'`),
}

/** The payment comes into being when Klarna has decided. */
const deciding: Points = {
  "while Klarna's decision is on its way": klarna("answer", "GET order"),
  "before there is a payment": payments("payment", "INSERT", "payment_collection_id"),
  "before the collection follows": payments("payment_collection", "UPDATE", "id", "$1.status = 'authorized'"),
}

const expiring: Points = {
  "while Klarna's answer is on its way": klarna("answer", "GET order"),
  "before the attention is stored": row("$1.attention_code = 'not_covered' AND $2.attention_code IS NULL"),
}

const adopting: Points = {
  "while Klarna's answer is on its way": klarna("answer", "GET order"),
  "before the ledger row": ledger("INSERT", "capture"),
}

const granted: Points = {
  "before the grant is remembered": row(
    "($1.order_amount <> $2.order_amount OR $1.acknowledged::text <> $2.acknowledged::text)"
  ),
}

const committingEdit: Points = {
  "before Medusa commits the edit": ({ id }) =>
    statement("order_change", "UPDATE", `$1.order_id = '${id}' AND $1.status = 'confirmed'`),
}

const committingAddress: Points = {
  "before Medusa commits the address": ({ id }) =>
    statement("order", "UPDATE", `$1.id = '${id}' AND $1.shipping_address_id <> $2.shipping_address_id`),
}

const placing: Points = {
  "before the ledger row": ({ collectionId }) =>
    statement("klarna_operation", "INSERT", `$1.kind = 'create_order' AND $1.reference = '${collectionId}'`),
  "while create-order is on its way": ({ token }) => line("request", "POST payments/authorizations/:id/order", token),
  "after create-order, while the answer is on its way": ({ token }) =>
    line("answer", "POST payments/authorizations/:id/order", token),
  "after the answer of create-order, before there is a payment": ({ collectionId }) =>
    statement("payment", "INSERT", `$1.payment_collection_id = '${collectionId}'`),
}

const firstEvent: Points = {
  "after the order is placed, before anybody heard of it": ({ collectionId }) =>
    statement(
      "klarna_order",
      "INSERT",
      `$1.order_id IN (SELECT order_id FROM order_payment_collection WHERE payment_collection_id = '${collectionId}')`
    ),
}

const of = (story: StoryName, ...points: Points[]): CrashPoint[] =>
  points.flatMap(Object.entries).map(([name, hold]) => ({ story, name, hold }))

export const nameOf = ({ story, name }: CrashPoint) => `${story}, ${name}`

const all: CrashPoint[] = [
  ...of("an edit", beforeTheSync, ofWrite("authorization", "PATCH authorization"), afterTheSend, settling),
  ...of("a new billing address", ofWrite("billing_address", "PATCH customer-details")),
  ...of("an increase of which Klarna has not heard", beforeKlarna("authorization", "PATCH authorization")),
  ...of(
    "an increase that Klarna has granted",
    afterKlarna("authorization", "PATCH authorization"),
    granted,
    committingEdit
  ),
  ...of("a new address of which Klarna has not heard", beforeKlarna("shipping_address", "PATCH customer-details")),
  ...of(
    "a new address that Klarna has granted",
    afterKlarna("shipping_address", "PATCH customer-details"),
    granted,
    committingAddress
  ),
  ...of("a goodwill discount", beforeTheSync, amending),
  ...of("a parcel", ofWrite("shipping_info", "POST shipping-info")),
  ...of("an extension of which Klarna has not heard", beforeKlarna("extend", "POST extend-authorization-time")),
  ...of("an extension that Klarna has granted", afterKlarna("extend", "POST extend-authorization-time")),
  ...of("a fraud decision", deciding),
  ...of("a capture in Klarna's portal", adopting, recording),
  ...of("an expiry", expiring),
  ...of("a cancel", beforeTheSync, ofWrite("cancel", "POST cancel"), afterTheSend),
  ...of("a capture", ofWrite("capture", "POST captures"), recording),
  ...of("a refund", ofWrite("refund", "POST refunds")),
  ...of("a purchase", placing, firstEvent),
  ...of("a purchase that the buyer completes again", placing),
]

/** Each happens to an order of its own. `CRASH_POINTS` (a regular expression): only those with such a name. */
export const crashPoints = all.filter((point) => new RegExp(process.env.CRASH_POINTS ?? "").test(nameOf(point)))
