import { z } from "zod"

/** The largest amount of one field since 2026, in minor units. */
export const MAX_AMOUNT = 200_000_000
export const MAX_LINES = 1000

export const text = (max: number, min = 0) => z.string().min(min).max(max)
export const optionalText = (max: number, min = 0) => text(max, min).optional()

/** Country codes: two letters of either case. */
export const country = z.string().regex(/^[A-Za-z]{2}$/)

export const productIdentifiers = z
  .looseObject({
    brand: optionalText(70),
    category_path: optionalText(750),
    color: optionalText(64),
    size: optionalText(64),
    global_trade_item_number: optionalText(50),
    manufacturer_part_number: optionalText(70),
  })
  .optional()

export const subscription = (nameMin: number) =>
  z
    .looseObject({
      name: text(255, nameMin),
      interval: z.enum(["DAY", "WEEK", "MONTH", "YEAR"]),
      interval_count: z.int().min(1),
    })
    .optional()
