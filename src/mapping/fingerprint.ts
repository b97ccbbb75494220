import { createHash } from "node:crypto"
import type { Address, OrderLine } from "../klarna/types"
import type { AddressFingerprints, Fingerprint } from "./types"

/** Amount and lines in the order Klarna keeps no meaning in; equal for what was sent and what Klarna reads back with added defaults. */
export const linesFingerprint = (amount: number, lines: OrderLine[], salt: string): Fingerprint =>
  contentFingerprint("lines", { amount, lines: lines.map((line) => canonical(comparable(line))).sort() }, salt)

/** By the same measure. */
export const isSameLine = (a: OrderLine, b: OrderLine): boolean => canonical(comparable(a)) === canonical(comparable(b))

/** One fingerprint per field that has a value, so that a single changed field can be told. */
export function addressFingerprints(address: Address, salt: string): AddressFingerprints {
  const fields = Object.entries(address).filter(([, value]) => value) as [keyof Address, string][]
  return Object.fromEntries(
    fields.map(([field, value]) => [field, contentFingerprint(field, spelled(field, value), salt)])
  )
}

/** Identifies any plain content: same kind, content and salt, same fingerprint. 32 hex characters. */
export const contentFingerprint = (kind: string, content: unknown, salt: string): Fingerprint =>
  createHash("sha256")
    .update(canonical([salt, kind, content]))
    .digest("hex")
    .slice(0, 32)

/**
 * What of a line is worth a request. Not `merchant_data`: line ids change when the cart becomes an order; nor pictures and links.
 * Klarna answers with `total_discount_amount: 0`, `reference: ""`, `quantity_unit: ""` where nothing was sent: both are left out.
 */
function comparable(line: OrderLine): Partial<OrderLine> {
  return {
    type: line.type,
    name: line.name,
    quantity: line.quantity,
    unit_price: line.unit_price,
    total_amount: line.total_amount,
    reference: line.reference || undefined,
    quantity_unit: line.quantity_unit || undefined,
    tax_rate: line.tax_rate || undefined,
    total_discount_amount: line.total_discount_amount || undefined,
    total_tax_amount: line.total_tax_amount || undefined,
  }
}

/** Spellings that mean the same to the post: an update for them would cost a credit check and change nothing. */
export function spelled(field: keyof Address, value: string): string {
  const text = value.trim().replace(/\s+/g, " ")
  if (field === "postal_code") return text.replace(/[\s-]/g, "").toUpperCase()
  if (field === "phone") return text.replace(/[^\d+]/g, "")
  if (field === "country") return text.toUpperCase()
  return field === "email" ? text.toLowerCase() : text
}

/** JSON with sorted keys and without undefined. */
const canonical = (content: unknown): string =>
  JSON.stringify(content, (_, value) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(byKey)) : value
  )

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
