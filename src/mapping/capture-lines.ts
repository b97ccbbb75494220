import type { OrderLine } from "../klarna/types"
import { keyOfLine, sumOf, whatIsLeft } from "./line-parts"

/** What a capture may be for. */
export interface CapturableGoods {
  /** The order as Klarna has it. */
  lines: OrderLine[]
  /** Per Medusa line id how many pieces are fulfilled; an id for each item of the order, 0 for none. */
  fulfilled: Record<string, number>
  /** The same of what has left the house. */
  shipped?: Record<string, number>
  /** The lines of each earlier capture; null: it was made without. */
  captured: (OrderLine[] | null)[]
}

/**
 * The lines of a capture (minor units): everything that is left, or what is fulfilled (or only what is shipped) and not captured yet,
 * with shipping or without.
 * Only where they sum exactly to the amount; else undefined, and the capture goes without lines.
 */
export function captureLines(amount: number, goods: CapturableGoods): OrderLine[] | undefined {
  const { lines, fulfilled, shipped = fulfilled, captured } = goods
  if (captured.includes(null)) return undefined
  const taken = captured.flatMap((each) => each ?? [])
  const left = whatIsLeft(lines, taken)
  const upTo = (pieces: Record<string, number>) => whatIsLeft(lines, taken, (line) => pieces[keyOfLine(line)] ?? 0)
  const beside = left.filter((line) => !(keyOfLine(line) in fulfilled))
  const withAndWithout = (some: OrderLine[]) => [[...some, ...beside], some]
  return [left, ...withAndWithout(upTo(fulfilled)), ...withAndWithout(upTo(shipped))].find(
    (some) => some.length > 0 && sumOf(some) === amount
  )
}
