import type { MedusaAddress } from "./address"
import type { Amount } from "./money"
import type { CreditLine, SellableItem, ShippingMethod } from "./order-line-input"

/**
 * One `query.graph` for everything the sync needs of an order. `total` is what makes Medusa compute the totals of lines, and
 * `items.*` (not `*items`) is the form that works in process. Returns, exchanges and claims show in `items.detail` and `total`.
 * The sync reads the same in one statement, workflows/sync/order-statement.ts: what is added here is added there.
 */
export const ORDER_FIELDS = [
  ...["id", "display_id", "custom_display_id", "version", "status", "currency_code", "email", "locale", "metadata"],
  ...[
    "created_at",
    "updated_at",
    "canceled_at",
    "is_draft_order",
    "total",
    "tax_total",
    "credit_line_total",
    "summary.*",
  ],
  ...["items.*", "items.detail.*", "items.tax_lines.*", "items.adjustments.*"],
  ...["shipping_methods.*", "shipping_methods.tax_lines.*", "shipping_methods.adjustments.*", "credit_lines.*"],
  ...["shipping_address.*", "billing_address.*"],
  ...["payment_collections.*", "payment_collections.payment_sessions.*", "payment_collections.payments.*"],
  ...["payment_collections.payments.captures.*", "payment_collections.payments.refunds.*"],
  ...shipmentFields(),
]

/** What left, and comes back, alone. */
export const SHIPMENT_FIELDS = ["id", ...shipmentFields()]

function shipmentFields(): string[] {
  return [...["fulfillments", "returns.fulfillments"].flatMap(fulfillmentFields), "returns.canceled_at"]
}

/** What Klarna is told of a parcel, and by which order line it is told for the right capture. */
function fulfillmentFields(of: string): string[] {
  const own = ["id", "created_at", "canceled_at", "shipped_at", "delivered_at", "provider_id", "requires_shipping"]
  const beside = ["metadata", "items.line_item_id", "items.quantity", "labels.*"]
  const option = ["name", "type.label", "service_zone.fulfillment_set.type"].map((field) => `shipping_option.${field}`)
  return [...own, ...beside, ...option].map((field) => `${of}.${field}`)
}

/** One `query.graph` for everything a purchase needs of a cart. */
export const CART_FIELDS = [
  ...["id", "currency_code", "email", "locale", "metadata", "total", "tax_total", "credit_line_total"],
  ...["items.*", "items.tax_lines.*", "items.adjustments.*"],
  ...["shipping_methods.*", "shipping_methods.tax_lines.*", "shipping_methods.adjustments.*", "credit_lines.*"],
  ...["shipping_address.*", "billing_address.*", "sales_channel_id", "region.id", "region.countries.iso_2"],
]

type Timestamp = Date | string | null
type Rows<Row> = (Row | null)[] | null

/** What `ORDER_FIELDS` answers, as far as we read it. Amounts in major units. */
export interface OrderForSync {
  id: string
  display_id?: number | null
  custom_display_id?: string | null
  version?: number
  status?: string | null
  currency_code: string
  email?: string | null
  locale?: string | null
  metadata?: Record<string, unknown> | null
  created_at?: Timestamp
  updated_at?: Timestamp
  canceled_at?: Timestamp
  is_draft_order?: boolean | null
  total?: Amount
  tax_total?: Amount
  credit_line_total?: Amount
  summary?: OrderSummary | null
  items?: Rows<SellableItem>
  shipping_methods?: Rows<ShippingMethod>
  credit_lines?: Rows<CreditLine>
  shipping_address?: MedusaAddress | null
  billing_address?: MedusaAddress | null
  payment_collections?: Rows<OrderPaymentCollection>
  fulfillments?: Rows<OrderFulfillment>
  returns?: Rows<{ canceled_at?: Timestamp; fulfillments?: Rows<OrderFulfillment> }>
}

export interface OrderFulfillment {
  id: string
  created_at?: Timestamp
  canceled_at?: Timestamp
  shipped_at?: Timestamp
  delivered_at?: Timestamp
  provider_id?: string | null
  requires_shipping?: boolean | null
  metadata?: Record<string, unknown> | null
  items?: Rows<{ line_item_id?: string | null; quantity?: Amount }>
  labels?: Rows<{ id: string; tracking_number?: string | null; tracking_url?: string | null }>
  shipping_option?: {
    name?: string | null
    type?: { label?: string | null } | null
    service_zone?: { fulfillment_set?: { type?: string | null } | null } | null
  } | null
}

export interface OrderSummary {
  /** Captures minus refunds, of every provider. */
  transaction_total?: Amount
  /** What the customer owes: total minus requested returns minus transactions; zero when within the currency's epsilon. */
  pending_difference?: Amount
}

export interface OrderPaymentCollection {
  id: string
  status?: string | null
  amount?: Amount
  currency_code?: string | null
  payments?: Rows<OrderPayment>
  payment_sessions?: Rows<OrderPaymentSession>
}

export interface OrderPaymentSession {
  id: string
  provider_id?: string | null
  status?: string | null
  amount?: Amount
  data?: Record<string, unknown> | null
}

export interface OrderPayment {
  id: string
  provider_id?: string | null
  amount?: Amount
  data?: Record<string, unknown> | null
  created_at?: Timestamp
  captured_at?: Timestamp
  canceled_at?: Timestamp
  captures?: Rows<{ id?: string; amount?: Amount }>
  refunds?: Rows<{ id?: string; amount?: Amount }>
}

/** What `CART_FIELDS` answers, as far as we read it. Amounts in major units. */
export interface CartForPurchase {
  id: string
  currency_code: string
  email?: string | null
  locale?: string | null
  metadata?: Record<string, unknown> | null
  total?: Amount
  credit_line_total?: Amount
  items?: Rows<SellableItem>
  shipping_methods?: Rows<ShippingMethod>
  credit_lines?: Rows<CreditLine>
  shipping_address?: MedusaAddress | null
  billing_address?: MedusaAddress | null
  sales_channel_id?: string | null
  region?: { id?: string; countries?: Rows<{ iso_2?: string | null }> } | null
}
