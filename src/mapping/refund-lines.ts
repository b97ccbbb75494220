import type { OrderLine } from "../klarna/types"
import { keyOfLine, sumOf, whatIsLeft } from "./line-parts"
import { singleLine } from "./order-line-single"

/** What a refund may be for. */
export interface RefundableGoods {
  /** The lines of each capture; null: it was made without. */
  captured: (OrderLine[] | null)[]
  /** The lines of each earlier refund; null: it was made without. */
  refunded: (OrderLine[] | null)[]
  /** Per Medusa line id how many pieces came back. */
  returned: Record<string, number>
  /** What the shop keeps for the return, minor units. */
  return_fee: number
  /** Purchase country, ISO 3166 alpha-2. */
  country: string
}

/** https://docs.klarna.com/payments/after-payments/order-management/manage-orders-with-the-api/refund-orders/ */
const RETURN_FEE_MARKETS = "AT DE DK FI FR NL NO SE IT ES IE PT CZ AU GR".split(" ")

/**
 * The lines of a refund (minor units): all that was captured and not refunded yet, or what came back, less the return fee where the
 * market has one. Klarna assigns a refund to its capture only where they sum exactly; else undefined, and it goes without lines.
 */
export function refundLines(amount: number, goods: RefundableGoods): OrderLine[] | undefined {
  if ([...goods.captured, ...goods.refunded].includes(null)) return undefined
  const taken = goods.refunded.flatMap((each) => each ?? [])
  const sold = goods.captured.flatMap((each) => each ?? [])
  const left = whatIsLeft(joined(sold), taken)
  const back = whatIsLeft(joined(sold), taken, (line) => goods.returned[keyOfLine(line)] ?? 0)
  return [left, back, withFee(back, goods)].find((some) => some.length > 0 && sumOf(some) === amount)
}

/** Parts of a line that went with several captures are one line again. */
function joined(lines: OrderLine[]): OrderLine[] {
  const whole = new Map<string, OrderLine>()
  for (const line of lines) {
    const before = whole.get(keyOfLine(line))
    whole.set(keyOfLine(line), before ? plus(before, line) : line)
  }
  return [...whole.values()]
}

const plus = (one: OrderLine, other: OrderLine): OrderLine => ({
  ...one,
  quantity: one.quantity + other.quantity,
  total_amount: one.total_amount + other.total_amount,
  total_discount_amount: (one.total_discount_amount ?? 0) + (other.total_discount_amount ?? 0),
  total_tax_amount: (one.total_tax_amount ?? 0) + (other.total_tax_amount ?? 0),
})

/** Klarna takes a fee only against one full capture. Never one of 0, always with its tax rate. */
function withFee(back: OrderLine[], { captured, country, return_fee }: RefundableGoods): OrderLine[] {
  const isTaken = return_fee > 0 && captured.length === 1 && RETURN_FEE_MARKETS.includes(country.toUpperCase())
  return isTaken && back.length ? [...back, singleLine("return_fee", "return-fee", "Return fee", -return_fee)] : []
}
