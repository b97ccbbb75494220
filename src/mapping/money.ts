import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN, MedusaError } from "@medusajs/framework/utils"

/** Every form in which Medusa hands out a number: plain, text, `BigNumber`, or its raw twin (`{ value, precision }`). */
export type Amount =
  | BigNumberInput
  | { value: string | number }
  | { raw: { value: string | number } }
  | { numeric: number }
  | null
  | undefined

/** An exact number (bignumber.js). */
export type Decimal = ReturnType<typeof MathBN.convert>

/** What Klarna sells in; each has two decimals, the forint included. https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/data-requirements/ */
const CURRENCIES = "AUD CAD CHF CZK DKK EUR GBP HUF MXN NOK NZD PLN RON SEK USD".split(" ")

/** Medusa computes with 20 significant digits, so 10.125 may come as 10.124999999999999999. Such noise is removed before rounding. */
const NOISE_FREE_DECIMALS = 10

/** The exact number in any of Medusa's forms; absent is zero. Throws INVALID_DATA for what is not a number. */
export function decimal(amount: Amount): Decimal {
  const number = MathBN.convert(plain(amount), NOISE_FREE_DECIMALS)
  if (!number.isFinite())
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "An amount of this order is not a number")
  return number
}

/** Major units to minor, half up away from zero: 319.973 is 31997. Throws NOT_ALLOWED for a currency that Klarna does not have. */
export function toMinor(major: Amount, currency: string): number {
  assertCurrency(currency)
  return hundredths(decimal(major))
}

/** Minor units to the number that Medusa keeps: 31997 is 319.97. */
export const fromMinor = (minor: number): number => MathBN.div(minor, 100).toNumber()

/** A tax rate in percent to Klarna's integer with two implied decimals, rounded: 14.975 is 1498. */
export const toTaxRate = (percent: Amount): number => hundredths(decimal(percent))

/** Minor units for a sentence: "319.97 SEK". */
export const formatMinor = (minor: number, currency: string): string =>
  `${MathBN.div(minor, 100).toFixed(2)} ${currency.toUpperCase()}`

/** Adding zero turns the minus zero of a rounded -0.001 into a plain one. */
const hundredths = (number: Decimal): number => MathBN.convert(number.times(100), 0).toNumber() + 0

function assertCurrency(currency: string): void {
  if (CURRENCIES.includes(currency.toUpperCase())) return
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Klarna does not sell in ${currency.toUpperCase()}. Use one of ${CURRENCIES.join(", ")}, or another payment provider`
  )
}

function plain(amount: Amount): string | number | Decimal {
  if (amount === null || amount === undefined) return 0
  if (typeof amount !== "object") return amount
  const { raw, value, numeric } = amount as Forms
  return raw?.value ?? value ?? numeric ?? (amount as Decimal)
}

interface Forms {
  raw?: { value?: string | number }
  value?: string | number
  numeric?: number
}
