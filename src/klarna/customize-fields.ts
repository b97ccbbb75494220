import { z } from "zod"
import type { CheckedCustomize, Customize, CustomizeOrderLines } from "./customize"
import { customized, failed } from "./customized"
import type { MerchantReferences, OrderLine, OrderLineType } from "./types"

const types = {
  physical: true,
  discount: true,
  shipping_fee: true,
  sales_tax: true,
  store_credit: true,
  gift_card: true,
  digital: true,
  surcharge: true,
  return_fee: true,
} satisfies Record<OrderLineType, true>

const text = (most: number) => {
  const error = `must be a text of at most ${most} characters`
  return z.string({ error }).max(most, error)
}
const whole = z.int({ error: "must be a whole number of minor units" })
const webAddress = text(1024).regex(/^https?:\/\/\S+$/, "must be a web address")

/** Klarna's limits; a reference is at most what the older of its APIs takes. https://docs.klarna.com/api/payments/ */
const line = z.strictObject(
  {
    type: z.enum(Object.keys(types) as OrderLineType[], { error: "must be one of Klarna's types of lines" }).optional(),
    reference: text(64).optional(),
    name: text(255).min(1, "must not be empty"),
    quantity: z.int({ error: "must be a whole number" }).min(0, "must not be negative"),
    quantity_unit: text(10).optional(),
    unit_price: whole,
    tax_rate: whole.min(0, "must not be negative").max(10_000, "must be at most 10000").optional(),
    total_amount: whole,
    total_discount_amount: whole.min(0, "must not be negative").optional(),
    total_tax_amount: whole.optional(),
    merchant_data: text(255).optional(),
    product_url: webAddress.optional(),
    image_url: webAddress.optional(),
    product_identifiers: z
      .strictObject({
        brand: text(70).optional(),
        category_path: text(750).optional(),
        color: text(64).optional(),
        size: text(64).optional(),
        global_trade_item_number: text(50).optional(),
        manufacturer_part_number: text(70).optional(),
      })
      .optional(),
  },
  { error: "must be an order line" }
)

const lines: z.ZodType<OrderLine[]> = z
  .array(line.superRefine(checkSums), { error: "must be a list of order lines" })
  .min(1, "must not be empty")
  .max(1000, "must have at most 1000 lines")

const references: z.ZodType<MerchantReferences> = z.strictObject(
  { merchant_reference1: text(255).optional(), merchant_reference2: text(255).optional() },
  { error: "must be an object with merchant_reference1 and merchant_reference2" }
)

const description = z.string({ error: "must be a text, or undefined" }).optional()

/** `total_amount = quantity * unit_price - total_discount_amount`, and a tax within one minor unit of what the rate says. */
function checkSums(each: OrderLine, context: z.core.$RefinementCtx): void {
  const { quantity, unit_price, total_amount, total_discount_amount = 0, tax_rate = 0, total_tax_amount = 0 } = each
  const fail = (path: keyof OrderLine, message: string) => context.addIssue({ code: "custom", path: [path], message })
  if (quantity * unit_price - total_discount_amount !== total_amount)
    fail("total_amount", "must be quantity * unit_price - total_discount_amount")
  if (Math.abs(total_tax_amount * (10_000 + tax_rate) - total_amount * tax_rate) > 10_000 + tax_rate)
    fail("total_tax_amount", "must be the tax that total_amount contains by tax_rate")
}

function checkedLines(own: CustomizeOrderLines): CheckedCustomize["orderLines"] {
  const call = customized("orderLines", own, lines)
  return (before, context) => {
    const made = call(before, context)
    const problem = "value" in made && whatWasLost(before, made.value)
    return problem ? failed("orderLines", problem) : made
  }
}

/** Captures and refunds are counted by the lines of items, so these may look different and not be different. */
function whatWasLost(before: OrderLine[], after: OrderLine[]): string | undefined {
  const [was, is] = [sumOf(before), sumOf(after)]
  if (was !== is) return `answered lines that add up to ${is} in place of ${was}`
  const named = (lines: OrderLine[]) => lines.filter(({ merchant_data }) => merchant_data !== undefined).map(identity)
  const [kept, own] = [named(after).sort(), named(before).sort()]
  const isKept = kept.length === own.length && kept.every((each, at) => each === own[at])
  return isKept
    ? undefined
    : "did not keep merchant_data, quantity and total_amount of each line that has merchant_data"
}

const sumOf = (some: OrderLine[]) => some.reduce((sum, { total_amount }) => sum + total_amount, 0)
const identity = ({ merchant_data, quantity, total_amount }: OrderLine) =>
  JSON.stringify([merchant_data, quantity, total_amount])

const aFunction = <Kind>() => z.custom<Kind>((value) => typeof value === "function", { error: "must be a function" })

/** The store's functions, made safe while the options are read. */
export const customize = z
  .strictObject(
    {
      orderLines: aFunction<NonNullable<Customize["orderLines"]>>().optional(),
      references: aFunction<NonNullable<Customize["references"]>>().optional(),
      description: aFunction<NonNullable<Customize["description"]>>().optional(),
    },
    { error: "must be an object of functions" }
  )
  .transform((own): CheckedCustomize => ({
    ...(own.orderLines && { orderLines: checkedLines(own.orderLines) }),
    ...(own.references && { references: customized("references", own.references, references) }),
    ...(own.description && { description: customized("description", own.description, description) }),
  }))
