import { z } from "zod"
import { MAX_AMOUNT, MAX_LINES, optionalText, productIdentifiers, subscription, text } from "./fields"

/** Request bodies of Order Management v1, limits of its schema. Unknown keys pass. */
const amount = z.int().min(0).max(MAX_AMOUNT)
/** May be negative: discounts, gift cards, return fees. */
const signedAmount = z.int().max(MAX_AMOUNT)

const lineTypes = [
  "physical",
  "discount",
  "shipping_fee",
  "sales_tax",
  "store_credit",
  "gift_card",
  "digital",
  "surcharge",
  "return_fee",
] as const

export const orderLine = z.looseObject({
  type: z.enum(lineTypes).optional(),
  reference: optionalText(255),
  name: text(255),
  quantity: z.int().min(0),
  quantity_unit: optionalText(10),
  unit_price: signedAmount,
  tax_rate: z.int32().min(0).optional(),
  total_amount: signedAmount,
  total_discount_amount: amount.optional(),
  total_tax_amount: signedAmount.optional(),
  merchant_data: optionalText(1024),
  product_url: optionalText(1024),
  image_url: optionalText(1024),
  product_identifiers: productIdentifiers,
  subscription: subscription(0),
})

const orderLines = z.array(orderLine).max(MAX_LINES)

export const address = z.looseObject({
  attention: optionalText(255),
  city: optionalText(200),
  /** Two letters, or nothing: whether it may be emptied is not a matter of form. */
  country: z
    .string()
    .regex(/^([A-Za-z]{2})?$/)
    .optional(),
  email: optionalText(100),
  family_name: optionalText(100),
  given_name: optionalText(100),
  organization_name: optionalText(255),
  phone: optionalText(100),
  postal_code: optionalText(10),
  region: optionalText(200),
  street_address: optionalText(100),
  street_address2: optionalText(100),
  title: optionalText(20),
})

const shippingMethods = [
  "PickUpStore",
  "Home",
  "BoxReg",
  "BoxUnreg",
  "PickUpPoint",
  "Own",
  "Postal",
  "DHLPackstation",
  "Digital",
  "Undefined",
  "PickUpWarehouse",
  "ClickCollect",
  "PalletDelivery",
] as const

const shippingInfo = z.looseObject({
  shipping_company: optionalText(100),
  shipping_method: z.enum(shippingMethods).optional(),
  tracking_number: optionalText(100),
  tracking_uri: optionalText(1024),
  return_shipping_company: optionalText(100),
  return_tracking_number: optionalText(100),
  return_tracking_uri: optionalText(1024),
})

export const noBody = z.unknown()
export const updateAuthorizationBody = z.looseObject({
  order_amount: amount,
  order_lines: orderLines.optional(),
  description: optionalText(255),
})
export const customerDetailsBody = z.looseObject({
  shipping_address: address.optional(),
  billing_address: address.optional(),
})
export const merchantReferencesBody = z.looseObject({
  merchant_reference1: optionalText(255),
  merchant_reference2: optionalText(255),
})
export const captureBody = z.looseObject({
  captured_amount: amount,
  description: optionalText(255),
  reference: optionalText(255),
  order_lines: orderLines.optional(),
  shipping_delay: z.int().min(0).optional(),
  shipping_info: z.array(shippingInfo).max(500).optional(),
})
export const refundBody = z.looseObject({
  refunded_amount: amount,
  description: optionalText(255),
  reference: optionalText(255),
  order_lines: orderLines.optional(),
})
export const shippingInfoBody = z.looseObject({ shipping_info: z.array(shippingInfo).min(1).max(500) })
export const dueDateBody = z.looseObject({ number_of_days: z.int32() })
