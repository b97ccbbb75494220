/**
 * The words of Klarna's API: Order Management v1, Payments v1, Hosted Payment Page v1.
 * Wire names, amounts in minor units as integers. https://docs.klarna.com/api/
 */

/** Klarna adds values without notice: known ones for the editor, any string for the wire. */
type Open<Known extends string> = Known | (string & Record<never, never>)

export type OrderStatus = "AUTHORIZED" | "PART_CAPTURED" | "CAPTURED" | "CANCELLED" | "EXPIRED" | "CLOSED"
export type FraudStatus = "ACCEPTED" | "PENDING" | "REJECTED" | "STOPPED"

export type OrderLineType =
  | "physical"
  | "discount"
  | "shipping_fee"
  | "sales_tax"
  | "store_credit"
  | "gift_card"
  | "digital"
  | "surcharge"
  | "return_fee"

/** `total_amount = quantity * unit_price - total_discount_amount`; prices contain their tax. */
export interface OrderLine {
  type?: OrderLineType
  reference?: string
  name: string
  quantity: number
  quantity_unit?: string
  unit_price: number
  /** Percent with two implied decimals: 2500 is 25 %. */
  tax_rate?: number
  total_amount: number
  total_discount_amount?: number
  total_tax_amount?: number
  merchant_data?: string
  product_url?: string
  image_url?: string
  product_identifiers?: {
    brand?: string
    category_path?: string
    color?: string
    size?: string
    global_trade_item_number?: string
    manufacturer_part_number?: string
  }
}

export interface Address {
  attention?: string
  city?: string
  /** ISO 3166 alpha-2. */
  country?: string
  email?: string
  family_name?: string
  given_name?: string
  organization_name?: string
  phone?: string
  postal_code?: string
  region?: string
  street_address?: string
  street_address2?: string
  title?: string
}

export interface ShippingInfo {
  shipping_company?: string
  shipping_method?: string
  tracking_number?: string
  tracking_uri?: string
  return_shipping_company?: string
  return_tracking_number?: string
  return_tracking_uri?: string
}

export interface Capture {
  capture_id: string
  klarna_reference?: string
  captured_amount: number
  captured_at?: string
  description?: string
  reference?: string
  refunded_amount?: number
  order_lines?: OrderLine[]
  billing_address?: Address
  shipping_address?: Address
  shipping_info?: ShippingInfo[]
}

export interface Refund {
  refund_id?: string
  refunded_amount: number
  refunded_at?: string
  description?: string
  reference?: string
  credit_invoice?: boolean
  order_lines?: OrderLine[]
}

export type PaymentMethodType = Open<
  | "ACCOUNT"
  | "ALTERNATIVE_PAYMENT_METHOD"
  | "BANK_TRANSFER"
  | "CARD"
  | "DEFERRED_INTEREST"
  | "DIRECT_DEBIT"
  | "FIXED_AMOUNT"
  | "FIXED_AMOUNT_BY_CARD"
  | "FIXED_SUM_CREDIT"
  | "INVOICE"
  | "INVOICE_BUSINESS"
  | "MOBILEPAY"
  | "OTHER"
  | "PAY_BY_CARD"
  | "PAY_IN_X"
  | "PAY_LATER_BY_CARD"
  | "PAY_LATER_IN_PARTS"
  | "SWISH"
>

/** What reading an order answers. Order Management v1, `GET /orders/{order_id}`. */
export interface Order {
  order_id: string
  status: OrderStatus
  fraud_status: FraudStatus
  order_amount: number
  original_order_amount: number
  captured_amount: number
  refunded_amount: number
  remaining_authorized_amount: number
  purchase_country: string
  purchase_currency: string
  locale?: string
  order_lines: OrderLine[]
  merchant_reference1?: string
  merchant_reference2?: string
  merchant_data?: string
  klarna_reference?: string
  customer?: Record<string, unknown>
  billing_address?: Address
  shipping_address?: Address
  created_at?: string
  expires_at?: string
  captures: Capture[]
  refunds: Refund[]
  shipping_info?: ShippingInfo[]
  initial_payment_method?: { type?: PaymentMethodType; description?: string; number_of_installments?: number }
}

export interface UpdateAuthorization {
  order_amount: number
  /** Absent lines delete Klarna's: always sent. */
  order_lines: OrderLine[]
  description?: string
}

export interface UpdateCustomerDetails {
  shipping_address?: Address
  billing_address?: Address
}

export interface MerchantReferences {
  merchant_reference1?: string
  merchant_reference2?: string
}

export interface CreateCapture {
  captured_amount: number
  reference?: string
  description?: string
  order_lines?: OrderLine[]
  shipping_delay?: number
  shipping_info?: ShippingInfo[]
}

export interface CreateRefund {
  refunded_amount: number
  reference?: string
  description?: string
  order_lines?: OrderLine[]
}

export interface DueDateOptions {
  currency: string
  options: { number_of_days: number; amount: number }[]
}

export interface MerchantUrls {
  confirmation?: string
  notification?: string
  push?: string
  authorization?: string
}

/** The cart as Klarna Payments wants it: sessions and create-order share it. */
export interface PurchaseDetails extends MerchantReferences {
  purchase_country: string
  purchase_currency: string
  locale?: string
  order_amount: number
  order_tax_amount?: number
  order_lines: OrderLine[]
  billing_address?: Address
  shipping_address?: Address
  customer?: Record<string, unknown>
  merchant_urls?: MerchantUrls
  merchant_data?: string
}

export interface CreateSession extends PurchaseDetails {
  intent?: "buy" | "tokenize" | "buy_and_tokenize"
}

export interface PaymentMethodCategory {
  identifier: string
  name?: string
  asset_urls?: { descriptive?: string; standard?: string }
}

export interface CreatedSession {
  session_id: string
  client_token: string
  payment_method_categories?: PaymentMethodCategory[]
}

/** What reading a session answers. */
export interface Session extends Partial<PurchaseDetails> {
  client_token?: string
  status?: Open<"complete" | "incomplete">
  authorization_token?: string
  expires_at?: string
  payment_method_categories?: PaymentMethodCategory[]
}

export interface CreateOrder extends PurchaseDetails {
  auto_capture?: boolean
}

export interface CreatedOrder {
  order_id: string
  redirect_url?: string
  fraud_status?: FraudStatus
  /** An object in the contract, a plain string in the guide: both are accepted and read as the object. */
  authorized_payment_method?: { type: string; number_of_installments?: number; number_of_days?: number }
}

export interface CreateCustomerToken {
  purchase_country: string
  purchase_currency: string
  locale: string
  /** What the customer buys again and again; shown by Klarna. */
  description: string
  intended_use: Open<"SUBSCRIPTION">
  billing_address?: Address
  customer?: Record<string, unknown>
}

export interface CustomerToken {
  token_id: string
  redirect_url?: string
  billing_address?: Address
}

export interface CreateHostedPage {
  payment_session_url: string
  merchant_urls?: {
    success?: string
    cancel?: string
    back?: string
    failure?: string
    error?: string
    status_update?: string
  }
  options?: {
    place_order_mode?: "PLACE_ORDER" | "CAPTURE_ORDER" | "NONE"
    payment_method_category?: string
    payment_method_categories?: string[]
    purchase_type?: string
    logo_url?: string
    page_title?: string
  }
}

export interface HostedPage {
  session_id: string
  redirect_url?: string
  session_url?: string
  qr_code_url?: string
  distribution_url?: string
  status?: Open<
    "WAITING" | "IN_PROGRESS" | "BACK" | "FAILED" | "ERROR" | "COMPLETED" | "CANCELLED" | "DISABLED" | "MANUAL_ID_CHECK"
  >
  authorization_token?: string
  order_id?: string
  klarna_reference?: string
  updated_at?: string
  expires_at?: string
}

/** The envelope of every error. Messages are free text: shown, never branched on. */
export interface ErrorBody {
  error_code?: string
  error_messages?: string[]
  correlation_id?: string
}
