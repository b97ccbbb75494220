/*
 * The order of `OrderForSync` as one statement, so that it is the order of one moment. Each condition is core's own: rows of the order's
 * current version, nothing deleted. Sources: @medusajs/order/dist/utils/base-repository-find.js, and what `query.graph` sends.
 */

const fields = (alias: string, ...columns: string[]) =>
  columns.map((column) => `'${column}', ${alias}.${column}`).join(", ")

/** Medusa keeps a number twice; the raw twin is the exact one. */
const number = (alias: string, column: string) => `'${column}', ${numberOf(alias, column)}`
const numberOf = (alias: string, column: string) =>
  `COALESCE(${alias}.raw_${column}->>'value', ${alias}.${column}::text)`
const numbers = (alias: string, ...columns: string[]) => columns.map((column) => number(alias, column)).join(", ")

const object = (...parts: string[]) => `json_build_object(${parts.join(", ")})`
const list = (row: string, from: string, id: string) =>
  `(SELECT COALESCE(json_agg(${row} ORDER BY ${id}), '[]') FROM ${from})`

const live = (alias: string, condition: string) => `${alias}.deleted_at IS NULL AND ${condition}`

const taxLines = (table: string, column: string, id: string) =>
  list(
    object(fields("tax", "id"), number("tax", "rate")),
    `${table} AS tax WHERE ${live("tax", `tax.${column} = ${id}`)}`,
    "tax.id"
  )

const items = list(
  object(
    fields("line", "id", "title", "product_title", "variant_title", "variant_sku", "variant_id", "thumbnail"),
    fields("line", "product_id", "requires_shipping", "is_tax_inclusive"),
    `'metadata', COALESCE(item.metadata, line.metadata)`,
    number("item", "quantity"),
    `'unit_price', COALESCE(${numberOf("item", "unit_price")}, ${numberOf("line", "unit_price")})`,
    `'detail', ${object(
      numbers("item", "quantity", "fulfilled_quantity", "shipped_quantity", "return_requested_quantity"),
      numbers("item", "return_received_quantity", "return_dismissed_quantity")
    )}`,
    `'tax_lines', ${taxLines("order_line_item_tax_line", "item_id", "line.id")}`,
    `'adjustments', ${list(
      object(fields("adj", "id", "is_tax_inclusive"), number("adj", "amount")),
      `order_line_item_adjustment AS adj WHERE ${live("adj", "adj.item_id = line.id AND adj.version = item.version")}`,
      "adj.id"
    )}`
  ),
  `order_item AS item JOIN order_line_item AS line ON ${live("line", "line.id = item.item_id")}
    WHERE ${live("item", "item.order_id = o.id AND item.version = o.version")}`,
  "line.id"
)

const shippingMethods = list(
  object(
    fields("method", "id", "name", "shipping_option_id", "is_tax_inclusive"),
    number("method", "amount"),
    `'detail', ${object(fields("shipping", "return_id"))}`,
    `'tax_lines', ${taxLines("order_shipping_method_tax_line", "shipping_method_id", "method.id")}`,
    `'adjustments', ${list(
      object(fields("adj", "id"), number("adj", "amount")),
      `order_shipping_method_adjustment AS adj
        WHERE ${live("adj", "adj.shipping_method_id = method.id AND adj.version = shipping.version")}`,
      "adj.id"
    )}`
  ),
  `order_shipping AS shipping JOIN order_shipping_method AS method ON ${live("method", "method.id = shipping.shipping_method_id")}
    WHERE ${live("shipping", "shipping.order_id = o.id AND shipping.version = o.version")}`,
  "method.id"
)

const creditLines = list(
  object(fields("credit", "id", "reference", "reference_id"), number("credit", "amount")),
  `order_credit_line AS credit WHERE ${live("credit", "credit.order_id = o.id AND credit.version = o.version")}`,
  "credit.id"
)

const summary = `(SELECT ${object(
  `'transaction_total', COALESCE(sums.totals->'raw_transaction_total'->>'value', sums.totals->>'transaction_total')`
)} FROM order_summary AS sums WHERE ${live("sums", "sums.order_id = o.id AND sums.version = o.version")} LIMIT 1)`

const address = (column: string) =>
  `(SELECT row_to_json(adr) FROM order_address AS adr WHERE ${live("adr", `adr.id = o.${column}`)})`

const moved = (table: string) =>
  list(
    object(fields("moved", "id"), number("moved", "amount")),
    `${table} AS moved WHERE ${live("moved", "moved.payment_id = payment.id")}`,
    "moved.id"
  )

const payments = list(
  object(
    fields("payment", "id", "provider_id", "data", "created_at", "captured_at", "canceled_at"),
    number("payment", "amount"),
    `'captures', ${moved("capture")}, 'refunds', ${moved("refund")}`
  ),
  `payment WHERE ${live("payment", "payment.payment_collection_id = paid.id")}`,
  "payment.id"
)

const sessions = list(
  object(fields("session", "id", "provider_id", "status", "data"), number("session", "amount")),
  `payment_session AS session WHERE ${live("session", "session.payment_collection_id = paid.id")}`,
  "session.id"
)

const paymentCollections = list(
  object(
    fields("paid", "id", "status", "currency_code"),
    number("paid", "amount"),
    `'payments', ${payments}, 'payment_sessions', ${sessions}`
  ),
  `order_payment_collection AS link JOIN payment_collection AS paid ON ${live("paid", "paid.id = link.payment_collection_id")}
    WHERE ${live("link", "link.order_id = o.id")}`,
  "paid.id"
)

const shippingOption = `(SELECT ${object(
  fields("option", "name"),
  `'type', ${object(fields("kind", "label"))}`,
  `'service_zone', ${object(`'fulfillment_set', ${object(fields("place", "type"))}`)}`
)} FROM shipping_option AS option
   JOIN shipping_option_type AS kind ON ${live("kind", "kind.id = option.shipping_option_type_id")}
   JOIN service_zone AS zone ON ${live("zone", "zone.id = option.service_zone_id")}
   JOIN fulfillment_set AS place ON ${live("place", "place.id = zone.fulfillment_set_id")}
  WHERE ${live("option", "option.id = parcel.shipping_option_id")})`

const fulfillments = (link: string, condition: string) =>
  list(
    object(
      fields("parcel", "id", "created_at", "canceled_at", "shipped_at", "delivered_at", "provider_id"),
      fields("parcel", "requires_shipping", "metadata"),
      `'items', ${list(
        object(fields("piece", "line_item_id"), number("piece", "quantity")),
        `fulfillment_item AS piece WHERE ${live("piece", "piece.fulfillment_id = parcel.id")}`,
        "piece.id"
      )}`,
      `'labels', ${list(
        object(fields("label", "id", "tracking_number", "tracking_url")),
        `fulfillment_label AS label WHERE ${live("label", "label.fulfillment_id = parcel.id")}`,
        "label.id"
      )}`,
      `'shipping_option', ${shippingOption}`
    ),
    `${link} AS link JOIN fulfillment AS parcel ON ${live("parcel", "parcel.id = link.fulfillment_id")}
      WHERE ${live("link", condition)}`,
    "parcel.id"
  )

const returns = list(
  object(
    fields("back", "id", "canceled_at"),
    `'fulfillments', ${fulfillments("return_fulfillment", "link.return_id = back.id")}`
  ),
  `return AS back WHERE ${live("back", "back.order_id = o.id")}`,
  "back.id"
)

/** Answers one row with the whole order, or none. Amounts are text. `?` is the order's id. */
export const ORDER_STATEMENT = `
  SELECT ${object(
    fields("o", "id", "display_id", "custom_display_id", "version", "status", "currency_code", "email", "locale"),
    fields("o", "metadata", "created_at", "updated_at", "canceled_at", "is_draft_order"),
    `'summary', ${summary}, 'items', ${items}, 'shipping_methods', ${shippingMethods}, 'credit_lines', ${creditLines}`,
    `'shipping_address', ${address("shipping_address_id")}, 'billing_address', ${address("billing_address_id")}`,
    `'payment_collections', ${paymentCollections}`,
    `'fulfillments', ${fulfillments("order_fulfillment", "link.order_id = o.id")}, 'returns', ${returns}`
  )} AS found
  FROM "order" AS o WHERE ${live("o", "o.id = ?")}`
