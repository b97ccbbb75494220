import { z } from "zod"
import { country, MAX_AMOUNT, MAX_LINES, optionalText, productIdentifiers, subscription, text } from "./fields"

/** Request bodies of Klarna Payments v1, limits of its schema. Unknown keys pass. */
const orderLine = z.looseObject({
  type: z
    .enum(["physical", "discount", "shipping_fee", "sales_tax", "store_credit", "gift_card", "digital", "surcharge"])
    .optional(),
  reference: optionalText(255),
  name: text(255, 1),
  quantity: z.int().min(0),
  quantity_unit: optionalText(8, 1),
  unit_price: z.int().max(MAX_AMOUNT),
  /** Percent with two implied decimals. */
  tax_rate: z.int().min(0).max(10_000).optional(),
  total_amount: z.int().max(MAX_AMOUNT),
  total_discount_amount: z.int().min(0).optional(),
  total_tax_amount: z.int().optional(),
  merchant_data: optionalText(1024),
  product_url: optionalText(1024),
  image_url: optionalText(1024),
  product_identifiers: productIdentifiers,
  subscription: subscription(1),
})

export const address = z.looseObject({
  attention: optionalText(99),
  city: optionalText(99),
  country: country.optional(),
  email: optionalText(99),
  family_name: optionalText(99),
  given_name: optionalText(99),
  organization_name: optionalText(99),
  phone: optionalText(99),
  postal_code: optionalText(10),
  region: optionalText(99),
  street_address: optionalText(99),
  street_address2: optionalText(99),
  title: optionalText(20),
})

const organizationTypes = [
  "LIMITED_COMPANY",
  "PUBLIC_LIMITED_COMPANY",
  "ENTREPRENEURIAL_COMPANY",
  "LIMITED_PARTNERSHIP_LIMITED_COMPANY",
  "LIMITED_PARTNERSHIP",
  "GENERAL_PARTNERSHIP",
  "REGISTERED_SOLE_TRADER",
  "SOLE_TRADER",
  "CIVIL_LAW_PARTNERSHIP",
  "PUBLIC_INSTITUTION",
  "OTHER",
] as const

export const customer = z.looseObject({
  date_of_birth: z.string().optional(),
  gender: z.string().optional(),
  last_four_ssn: z
    .string()
    .regex(/^([0-9]{4}|[0-9]{9})$/)
    .optional(),
  national_identification_number: z.string().optional(),
  organization_entity_type: z.enum(organizationTypes).optional(),
  organization_registration_id: z.string().optional(),
  title: z.string().optional(),
  type: z.enum(["person", "organization"]).optional(),
  vat_id: z.string().optional(),
})

const locale = z.string().regex(/^[A-Za-z]{2}(?:-[A-Za-z]{2})*$/)
const currency = z.string().regex(/^[A-Za-z]{3}$/)
const colour = z
  .string()
  .regex(/^#[A-Fa-f0-9]{6}$/)
  .optional()

/** Order of keys is the order in which Klarna's message would name them: lines first. */
const purchaseFields = {
  order_lines: z.array(orderLine).min(1).max(MAX_LINES),
  order_amount: z.int().min(0),
  order_tax_amount: z.int().min(0).optional(),
  purchase_currency: currency,
  purchase_country: country,
  locale: locale.optional(),
  billing_address: address.optional(),
  shipping_address: address.optional(),
  customer: customer.optional(),
  merchant_reference1: optionalText(255),
  merchant_reference2: optionalText(255),
  merchant_data: optionalText(6000),
  merchant_urls: z
    .looseObject({
      confirmation: optionalText(2000),
      notification: optionalText(2000),
      push: optionalText(2000),
      authorization: optionalText(2000),
    })
    .optional(),
  custom_payment_method_ids: z.array(z.string()).optional(),
}

export const sessionBody = z.looseObject({
  ...purchaseFields,
  acquiring_channel: z.enum(["ECOMMERCE", "IN_STORE", "TELESALES"]).optional(),
  attachment: z.looseObject({ body: z.string(), content_type: z.string() }).optional(),
  design: z.string().optional(),
  /** Three in the contract; the guide has two more. */
  intent: z.enum(["buy", "tokenize", "buy_and_tokenize", "buy_and_default_tokenize", "buy_and_link"]).optional(),
  options: z
    .looseObject({
      color_border: colour,
      color_border_selected: colour,
      color_details: colour,
      color_text: colour,
      radius_border: z.string().optional(),
    })
    .optional(),
})

export const createOrderBody = z.looseObject({ ...purchaseFields, auto_capture: z.boolean().optional() })

export const customerTokenBody = z.looseObject({
  description: text(255, 1),
  intended_use: z.enum(["SUBSCRIPTION"]),
  locale,
  purchase_country: country,
  purchase_currency: currency,
})
