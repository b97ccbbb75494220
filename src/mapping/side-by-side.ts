import type { Address, Order, OrderLine } from "../klarna/types"
import { isClearable } from "./address"
import { isSameLine, spelled } from "./fingerprint"
import type { OrderSnapshot } from "./types"

/** One value that differs, or is the same, on both sides. Texts as they are; amounts in minor units. */
export interface SideBySide {
  field: string
  medusa: string | number | null
  klarna: string | number | null
  differs: boolean
}

interface LineFacts {
  quantity: number
  unit_price: number
  total_amount: number
}

export interface SideBySideLine {
  reference: string | null
  name: string
  medusa: LineFacts | null
  klarna: LineFacts | null
  differs: boolean
}

/** What Medusa says of an order beside what Klarna says of it, field by field. Personal: for the eyes of who asked, kept nowhere. */
export function fieldsSideBySide(order: OrderSnapshot, klarna: Order): SideBySide[] {
  // Of a canceled order nothing is to be paid but what was captured.
  const medusa = order.canceled ? order.captured_amount : order.target_amount
  // What Klarna stands for: a cancelled order keeps its `order_amount`, and one whose rest was released may.
  const guaranteed = klarna.captured_amount + klarna.remaining_authorized_amount
  return [
    { field: "order_amount", medusa, klarna: guaranteed, differs: medusa !== guaranteed },
    ...(["merchant_reference1", "merchant_reference2"] as const).flatMap((name) =>
      reference(name, order.references[name], klarna[name])
    ),
    ...address("shipping_address", order.shipping_address, klarna.shipping_address),
    ...address("billing_address", order.billing_address, klarna.billing_address),
  ]
}

/** Where the store wants none, what Klarna has is left alone. */
function reference(field: string, medusa: string | undefined, klarna: string | undefined): SideBySide[] {
  if (!medusa && !klarna) return []
  const differs = medusa !== undefined && medusa !== (klarna ?? "")
  return [{ field, medusa: medusa || null, klarna: klarna || null, differs }]
}

function address(name: string, medusa: Address | undefined, klarna: Address | undefined): SideBySide[] {
  const fields = [...new Set([...ADDRESS_FIELDS, ...keysOf(medusa), ...keysOf(klarna)])]
  return fields
    .filter((field) => medusa?.[field] || klarna?.[field])
    .map((field) => ({
      field: `${name}.${field}`,
      medusa: medusa?.[field] || null,
      klarna: klarna?.[field] || null,
      differs: medusa !== undefined && isFieldDifferent(field, medusa[field] ?? "", klarna?.[field] ?? ""),
    }))
}

/** By the rules of the plan: other spellings of the same are none, and what Medusa has no field for is Klarna's own. */
function isFieldDifferent(field: keyof Address, medusa: string, klarna: string): boolean {
  if (!medusa && !isClearable(field)) return false
  return spelled(field, medusa) !== spelled(field, klarna)
}

/** As one writes an address. */
const ADDRESS_FIELDS: (keyof Address)[] = [
  ...(["given_name", "family_name", "organization_name", "street_address", "street_address2"] as const),
  ...(["postal_code", "city", "region", "country", "phone", "email"] as const),
]

const keysOf = (address: Address | undefined) => Object.keys(address ?? {}) as (keyof Address)[]

/** Lines belong together by reference, else by name; what only one side has stands alone. Medusa's order first, then Klarna's own. */
export function linesSideBySide(order: OrderSnapshot, klarna: Order): SideBySideLine[] {
  if (order.unmappable) return []
  const left = [...klarna.order_lines]
  const pairs = pairUp(order.lines, left)
  return [
    ...order.lines.map((line) => row(line, pairs.get(line))),
    ...left.filter((line) => ![...pairs.values()].includes(line)).map((line) => row(undefined, line)),
  ]
}

/** The closest first, so that of two lines with one reference the equal ones meet. */
function pairUp(medusas: OrderLine[], klarnas: OrderLine[]): Map<OrderLine, OrderLine> {
  const pairs = new Map<OrderLine, OrderLine>()
  const taken = new Set<OrderLine>()
  for (const belong of [isSameLine, hasSameReference, hasSameName]) {
    for (const medusa of medusas.filter((line) => !pairs.has(line))) {
      const klarna = klarnas.find((line) => !taken.has(line) && belong(medusa, line))
      if (!klarna) continue
      pairs.set(medusa, klarna)
      taken.add(klarna)
    }
  }
  return pairs
}

const hasSameReference = (a: OrderLine, b: OrderLine) => Boolean(a.reference) && a.reference === b.reference
const hasSameName = (a: OrderLine, b: OrderLine) => a.type === b.type && a.name === b.name

function row(medusa: OrderLine | undefined, klarna: OrderLine | undefined): SideBySideLine {
  const named = (medusa ?? klarna) as OrderLine
  return {
    reference: named.reference || null,
    name: named.name,
    medusa: factsOf(medusa),
    klarna: factsOf(klarna),
    differs: !medusa || !klarna || !isSameLine(medusa, klarna),
  }
}

const factsOf = (line: OrderLine | undefined): LineFacts | null =>
  line ? { quantity: line.quantity, unit_price: line.unit_price, total_amount: line.total_amount } : null
