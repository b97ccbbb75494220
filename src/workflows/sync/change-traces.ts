import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * A table into which certain changes of an order must insert, and the way from there to the order. What each change inserts was read in
 * `@medusajs/order/dist/services/order-module-service.js`, `.../utils/apply-order-changes.js` and core-flows:
 *
 * - `order_change`: address, email, metadata; everything that begins as a change (edit, return, exchange, claim), a fulfilment, and the
 *   cancelling of a return, which no event tells of
 * - `order_summary`: one per version, so whatever is confirmed: edit, exchange, claim, return requested, received or cancelled, credit
 *   line, cancelled order
 * - `order_payment_collection`: a purchase, and the new collection that core opens for a confirmed change, an empty one too
 * - `payment`, `payment_session`: a purchase, or a payment that was authorised later
 * - `capture`, `refund`, `order_transaction`: money that moved
 * - `fulfillment_label`: tracking, with a shipment or later, and with a return (`@medusajs/fulfillment`)
 */
export interface Trace {
  table: string
  /** Of the table's ids. */
  prefix: string
  /** SQL: the order's id, and what has to be joined for it. */
  order_id: string
  joins?: string
  /** SQL: whether the row itself says that the order was paid with Klarna, so that it may be one that we do not know. */
  is_klarnas?: string
}

/**
 * A cart that is being completed has its payment already, and may still fail: then core deletes the order, and nothing must be tied to
 * it. Hooks of the store take their time there; the next run looks at these rows again.
 */
const COMPLETED = "trace.created_at < now() - interval '5 minutes'"

const linkOf = (collection: string) =>
  `JOIN order_payment_collection AS link ON link.payment_collection_id = ${collection} AND link.deleted_at IS NULL`

const ofMoney = {
  order_id: "link.order_id",
  joins: `JOIN payment ON payment.id = trace.payment_id ${linkOf("payment.payment_collection_id")}`,
}
const isKlarnaSession = `provider_id LIKE 'pp\\_klarna%' AND status = 'pending_authorization'`

export const TRACES: Trace[] = [
  { table: "order_change", prefix: "ordch", order_id: "trace.order_id" },
  { table: "order_summary", prefix: "ordsum", order_id: "trace.order_id" },
  {
    table: "order_payment_collection",
    prefix: "ordpay",
    order_id: "trace.order_id",
    // While Klarna decides about fraud there is no payment, and the session may be older than the purchase.
    is_klarnas: `EXISTS (SELECT FROM payment_session AS session WHERE session.payment_collection_id = trace.payment_collection_id
      AND session.deleted_at IS NULL AND ${isKlarnaSession})`,
  },
  {
    table: "payment",
    prefix: "pay",
    order_id: "link.order_id",
    joins: linkOf("trace.payment_collection_id"),
    is_klarnas: `trace.provider_id LIKE 'pp\\_klarna%'`,
  },
  {
    table: "payment_session",
    prefix: "payses",
    order_id: "link.order_id",
    joins: linkOf("trace.payment_collection_id"),
    is_klarnas: isKlarnaSession,
  },
  { table: "capture", prefix: "capt", ...ofMoney },
  { table: "refund", prefix: "ref", ...ofMoney },
  { table: "order_transaction", prefix: "ordtrx", order_id: "trace.order_id" },
  {
    table: "fulfillment_label",
    prefix: "fulla",
    order_id: "link.order_id",
    joins: `JOIN LATERAL (
         SELECT order_id FROM order_fulfillment AS out
          WHERE out.fulfillment_id = trace.fulfillment_id AND out.deleted_at IS NULL
         UNION ALL
         SELECT "return".order_id FROM return_fulfillment AS back JOIN "return" ON "return".id = back.return_id
          WHERE back.fulfillment_id = trace.fulfillment_id AND back.deleted_at IS NULL
       ) AS link ON true`,
  },
]

export interface TraceRow {
  id: string
  order_id: string
  created_at: Date
  is_klarnas: boolean
}

/** A page of what was inserted after one id and up to another, oldest first: a range of the primary key. */
export function selectTraces(
  knex: Knex,
  { table, order_id, joins = "", is_klarnas = "false" }: Trace,
  { after, upTo, limit }: { after: string; upTo: string; limit: number }
) {
  return knex.raw<{ rows: TraceRow[] }>(
    `SELECT trace.id, ${order_id} AS order_id, trace.created_at, (${is_klarnas}) AND ${COMPLETED} AS is_klarnas
       FROM "${table}" AS trace ${joins}
      WHERE trace.id > :after AND trace.id <= :upTo
      ORDER BY trace.id
      LIMIT :limit`,
    { after, upTo, limit }
  )
}

export interface OpenOrderRow {
  id: string
  order_id: string
  changed_at: Date
}

/** A page of the orders that Klarna would still change, with the time at which Medusa last changed one of their rows in place. */
export function selectOpenOrders(knex: Knex, { after, limit }: { after: string; limit: number }) {
  return knex.raw<{ rows: OpenOrderRow[] }>(
    `SELECT k.id, k.order_id, greatest("order".updated_at, shipping.updated_at, billing.updated_at) AS changed_at
       FROM (
         SELECT id, order_id FROM klarna_order
          WHERE id > :after AND status IN ('AUTHORIZED', 'PART_CAPTURED') AND sync_state <> 'off' AND deleted_at IS NULL
          ORDER BY id
          LIMIT :limit
       ) AS k
       JOIN "order" ON "order".id = k.order_id
       LEFT JOIN order_address AS shipping ON shipping.id = "order".shipping_address_id
       LEFT JOIN order_address AS billing ON billing.id = "order".billing_address_id
      ORDER BY k.id`,
    { after, limit }
  )
}
