import { klarnaCustomize as example } from "../../docs/examples/customize"
import type { Customize } from "../../src/klarna"

/** A test breaks a function of the shop while Medusa runs, and mends it again with `undefined`: Medusa loads this file apart from the test. */
export function breakFunction(name: keyof Customize | undefined): void {
  process.env.BROKEN_FUNCTION = name ?? ""
}

/** The functions of the documentation's example; the broken one throws a buyer's name. */
export const klarnaCustomize = Object.fromEntries(
  Object.entries(example).map(([name, own]: [string, (...args: never[]) => unknown]) => [
    name,
    (...args: never[]) => {
      if (process.env.BROKEN_FUNCTION === name) throw new TypeError("Anna Svensson")
      return own(...args)
    },
  ])
) as Customize
