import { z } from "zod"
import type { Received } from "./http"
import { NoUsableAnswer } from "./no-usable-answer"
import type { Address, Capture, CreatedOrder, CreatedSession, CustomerToken, DueDateOptions } from "./types"
import type { HostedPage, Order, OrderLine, Refund, Session, ShippingInfo } from "./types"

/** Takes what a call is wanted for out of an answer of 2xx. Throws `NoUsableAnswer`: it happened, but what? */
export type Reader<T> = (received: Received) => T

/** For calls whose success says everything. */
export const nothing: Reader<void> = (received) => notAPage(received)

/** The id of what was made, in every form Klarna uses; undefined when the answer has none. */
export const idOfNew =
  (kind: "Capture" | "Refund"): Reader<string | undefined> =>
  (received) => {
    const { header } = received
    const id = header(`${kind}-Id`) || header(`${kind.toLowerCase()}_id`) || lastSegment(header("Location"))
    if (!id) notAPage(received)
    return id
  }

/** Klarna's own success is empty, or JSON. A page is somebody's between us and Klarna, and its 200 says nothing of what Klarna did. */
function notAPage({ status, text }: Received): void {
  if (text.trim()) parse(status, text)
}

function lastSegment(location: string | undefined): string | undefined {
  const last = location?.split(/[?#]/)[0].split("/").filter(Boolean).pop()
  return last === "captures" || last === "refunds" ? undefined : last
}

/** A body that has to be there. Unknown keys are kept, null is the same as absent. */
export const json =
  <T>(schema: z.ZodType<T>): Reader<T> =>
  ({ status, text }) => {
    const parsed = schema.safeParse(parse(status, text), { reportInput: true })
    if (parsed.success) return parsed.data
    throw new NoUsableAnswer(`answer not understood: ${problemOf(parsed.error.issues[0])}`)
  }

function parse(status: number, text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => value ?? undefined)
  } catch {
    throw new NoUsableAnswer(`HTTP ${status} without readable JSON`)
  }
}

/** Names the field. Its value only where it cannot be personal. */
function problemOf({ path, message, input }: z.core.$ZodIssue): string {
  const field = path.join(".") || "the body"
  const isStatus = path.length === 1 && ["status", "fraud_status"].includes(String(path[0]))
  return isStatus && typeof input === "string" ? `${field} is "${input.slice(0, 50)}"` : `${field}: ${message}`
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value)
/** Taken as it is: we show it or send it back, and decide nothing on it. */
const passed = <T>() => z.custom<T>(isObject, { error: "not an object" })
const id = z.string().min(1)
const upperCase = z.string().toUpperCase()
const text = z.string().optional()
const lines = z.array(passed<OrderLine>())

const fraudStatus = z.enum(["ACCEPTED", "PENDING", "REJECTED", "STOPPED"])

export const capture: z.ZodType<Capture> = z.looseObject({
  capture_id: id,
  captured_amount: z.int(),
  refunded_amount: z.int().optional(),
  reference: text,
  order_lines: lines.optional(),
  shipping_info: z.array(passed<ShippingInfo>()).optional(),
})
export const captures: z.ZodType<Capture[]> = z.array(capture)

/** Old answers have no refund_id. */
export const refund: z.ZodType<Refund> = z.looseObject({
  refund_id: text,
  refunded_amount: z.int(),
  reference: text,
  order_lines: lines.optional(),
})

/** A status we do not know stops here, by name: nothing sensible can be decided about such an order. */
export const order: z.ZodType<Order> = z.looseObject({
  order_id: id,
  status: z.enum(["AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"]),
  fraud_status: fraudStatus.default("ACCEPTED"),
  order_amount: z.int(),
  original_order_amount: z.int(),
  captured_amount: z.int(),
  refunded_amount: z.int(),
  remaining_authorized_amount: z.int(),
  purchase_country: upperCase,
  purchase_currency: upperCase,
  merchant_reference1: text,
  merchant_reference2: text,
  klarna_reference: text,
  expires_at: text,
  billing_address: passed<Address>().optional(),
  shipping_address: passed<Address>().optional(),
  order_lines: lines.default([]),
  captures: captures.default([]),
  refunds: z.array(refund).default([]),
  shipping_info: z.array(passed<ShippingInfo>()).optional(),
  initial_payment_method: z.looseObject({ type: text }).optional(),
})

export const dueDateOptions: z.ZodType<DueDateOptions> = z.looseObject({
  currency: upperCase,
  options: z.array(z.looseObject({ number_of_days: z.int(), amount: z.int() })).default([]),
})

export const createdSession: z.ZodType<CreatedSession> = z.looseObject({ session_id: id, client_token: id })

export const session: z.ZodType<Session> = z.looseObject({
  client_token: text,
  status: text,
  authorization_token: text,
  order_amount: z.int().optional(),
})

/**
 * An order exists now: its id must not be lost because of anything beside it, so a strange decision counts as none yet.
 */
export const createdOrder: z.ZodType<CreatedOrder> = z.looseObject({
  order_id: id,
  redirect_url: text.catch(undefined),
  fraud_status: fraudStatus.default("ACCEPTED").catch("PENDING"),
  authorized_payment_method: z
    .union([z.string().transform((type) => ({ type })), z.looseObject({ type: z.string() })])
    .optional()
    .catch(undefined),
})

export const customerToken: z.ZodType<CustomerToken> = z.looseObject({
  token_id: id,
  redirect_url: text.catch(undefined),
  billing_address: passed<Address>().optional().catch(undefined),
})

export const hostedPage: z.ZodType<HostedPage> = z.looseObject({
  session_id: id,
  redirect_url: text,
  status: text,
  authorization_token: text,
  order_id: text,
  klarna_reference: text,
})

/** Without its address a new page is of no use. */
export const createdHostedPage: z.ZodType<HostedPage> = z.looseObject({ session_id: id, redirect_url: id })
