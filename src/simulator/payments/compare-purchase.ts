import { isDeepStrictEqual } from "node:util"
import type { Address, OrderLine } from "../../klarna/types"
import type { Purchase } from "../state"

/**
 * The fields in which an order differs from what the buyer agreed to. What the session did not know may be added.
 * https://docs.klarna.com/ "Validations in the payment process"
 */
export function differingFields(agreed: Purchase, asked: Purchase): string[] {
  return [
    ...differingCodes(agreed, asked),
    ...(agreed.order_amount === asked.order_amount ? [] : ["order_amount"]),
    ...differingAddress("billing_address", agreed.billing_address, asked.billing_address),
    ...differingAddress("shipping_address", agreed.shipping_address, asked.shipping_address),
    ...differingLines(agreed.order_lines, asked.order_lines),
  ]
}

/** Letter case of country and currency means nothing. */
const differingCodes = (agreed: Purchase, asked: Purchase) =>
  (["purchase_country", "purchase_currency"] as const).filter(
    (field) => agreed[field].toUpperCase() !== asked[field].toUpperCase()
  )

function differingAddress(name: string, agreed: Address | undefined, asked: Address | undefined): string[] {
  if (!agreed || !asked) return []
  const fields = Object.keys(agreed) as (keyof Address)[]
  return fields
    .filter((field) => agreed[field] && !sameText(field, agreed[field], asked[field]))
    .map((field) => `${name}.${field}`)
}

const sameText = (field: string, left: unknown, right: unknown) =>
  field === "country" ? String(left).toUpperCase() === String(right).toUpperCase() : left === right

/** Absent, empty and zero are the same to Klarna, which fills them in. */
const normal = (line: OrderLine) =>
  Object.fromEntries(Object.entries(line).filter(([, value]) => value !== "" && value !== 0 && value !== undefined))

function differingLines(agreed: OrderLine[], asked: OrderLine[]): string[] {
  if (agreed.length !== asked.length) {
    return [`order_lines (Expected: ${agreed.length}, Actual: ${asked.length})`]
  }
  return agreed.flatMap((line, index) => {
    const [left, right]: Record<string, unknown>[] = [normal(line), normal(asked[index])]
    const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])]
    return fields
      .filter((field) => !isDeepStrictEqual(left[field], right[field]))
      .map((field) => `order_lines[${index}].${field}`)
  })
}
