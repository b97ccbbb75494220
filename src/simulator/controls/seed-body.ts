import { z } from "zod"
import { isUuid } from "../order-management/find-order"

const amount = z.int().optional()
const risk = z.enum(["accept", "refuse"]).optional()
const statuses = ["AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"] as const
const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "must be an ISO time")

const line = z.looseObject({
  quantity: z.int().optional(),
  unit_price: amount,
  total_amount: amount,
  total_discount_amount: amount,
})

export const riskBody = z.strictObject({ increase: risk, address: risk })

/** Any part of an order. Only types are checked: an order that does not add up may be seeded on purpose. */
export const seedBody = z.looseObject({
  order_id: z.string().refine(isUuid, "must be a UUID").optional(),
  merchant: z.string().optional(),
  status: z.enum(statuses).optional(),
  fraud_status: z.enum(["ACCEPTED", "PENDING", "REJECTED", "STOPPED"]).optional(),
  order_amount: amount,
  original_order_amount: amount,
  captured_amount: amount,
  refunded_amount: amount,
  remaining_authorized_amount: amount,
  purchase_country: z.string().optional(),
  purchase_currency: z.string().optional(),
  order_lines: z.array(line).optional(),
  captures: z.array(z.looseObject({ captured_amount: amount, refunded_amount: amount })).optional(),
  refunds: z.array(z.looseObject({ refunded_amount: amount })).optional(),
  shipping_info: z.array(z.looseObject({})).optional(),
  billing_address: z.looseObject({}).nullish(),
  shipping_address: z.looseObject({}).nullish(),
  initial_payment_method: z.looseObject({ type: z.string().optional() }).optional(),
  created_at: moment.optional(),
  expires_at: moment.optional(),
  merchant_urls: z.looseObject({ notification: z.string().optional() }).optional(),
  auto_capture: z.boolean().optional(),
  acknowledged: z.boolean().optional(),
  risk: riskBody.optional(),
})

export type Seed = z.infer<typeof seedBody>
