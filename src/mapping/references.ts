import type { MerchantReferences } from "../klarna/types"
import { clean } from "./text"

/**
 * Where each merchant reference comes from: `display_id`, `id`, `none` (kept empty) or `metadata.<key>`; parsed from the options.
 * The first is the number that the customer sees in Klarna's app, the second is for the books.
 */
export interface ReferenceOptions {
  merchantReference1: string
  merchantReference2: string
}

export interface ReferencedOrder {
  id: string
  display_id?: number | string | null
  custom_display_id?: string | null
  metadata?: Record<string, unknown> | null
}

/**
 * Both references of an order; what the merchant typed goes before the options. Absent where the store wants none: then what Klarna has
 * is left alone.
 */
export const merchantReferences = (
  options: ReferenceOptions,
  order: ReferencedOrder,
  typed?: MerchantReferences
): MerchantReferences => withTyped(byOptions(options, order), typed)

export const withTyped = (references: MerchantReferences, typed: MerchantReferences = {}): MerchantReferences =>
  cleaned({ ...references, ...typed })

const byOptions = (options: ReferenceOptions, order: ReferencedOrder): MerchantReferences => ({
  merchant_reference1: referenceOf(order, options.merchantReference1),
  merchant_reference2: referenceOf(order, options.merchantReference2),
})

/** At most 255 characters each. */
const cleaned = ({ merchant_reference1: first, merchant_reference2: second }: MerchantReferences) => ({
  ...(first !== undefined && { merchant_reference1: clean(first, 255) }),
  ...(second !== undefined && { merchant_reference2: clean(second, 255) }),
})

/** Only what Klarna has to be told: a changed reference, or `""` to clear one. */
export function diffReferences(wanted: MerchantReferences, acknowledged: MerchantReferences): MerchantReferences {
  const changed = (key: keyof MerchantReferences) =>
    wanted[key] !== undefined && wanted[key] !== (acknowledged[key] ?? "")
  return {
    ...(changed("merchant_reference1") && { merchant_reference1: wanted.merchant_reference1 }),
    ...(changed("merchant_reference2") && { merchant_reference2: wanted.merchant_reference2 }),
  }
}

function referenceOf(order: ReferencedOrder, source: string): string | undefined {
  if (source === "none") return undefined
  if (source === "id") return order.id
  if (source === "display_id") return String(order.custom_display_id ?? order.display_id ?? "")
  const value = order.metadata?.[source.slice("metadata.".length)]
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}
