import { z } from "@medusajs/framework/zod"

/** What a run of the backfill is asked. */
export const backfillOptions = z.object({
  /** Only look and report: nothing is remembered, no payment changes. */
  dry_run: z.boolean().default(true),
  /** Where the other plugin keeps the id of Klarna's order in its payments: `data.order_id`, `data.klarna.id`. */
  path: z
    .string()
    .max(200)
    .regex(/^data(\.[\w-]+)+$/, 'must be a path below "data", for example data.order_id'),
  /** Whose payments: a provider's id, `*` for any letters. */
  provider: z
    .string()
    .max(200)
    .regex(/^pp_[\w*-]+$/, "must be the id of a payment provider, with * for any letters, for example pp_*klarna*"),
  /** To whom adopted payments belong from then on. */
  to_provider: z
    .string()
    .max(200)
    .regex(/^pp_klarna[\w-]*$/, "must be the id of this plugin's payment provider")
    .default("pp_klarna_klarna"),
  /** Ask this account only. */
  account_id: z.string().min(1).max(64).optional(),
  /** Orders that differ are synchronised after their adoption, instead of waiting disconnected for the merchant. */
  sync: z.boolean().default(false),
})

export type BackfillOptions = z.infer<typeof backfillOptions>
