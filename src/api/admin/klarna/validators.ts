import { z } from "@medusajs/framework/zod"
import { BACKFILL_RESULTS } from "../../../modules/klarna/backfill-findings"
import { backfillOptions } from "../../../workflows/backfill/options"

/** Nothing may be said: what is said all the same is a mistake, and is named. */
export const AdminKlarnaNoInput = z.object({})

/** Klarna's limit; `""` clears, null goes back to what the options say, absent leaves as it is. */
const reference = z.string().max(255).nullish()

export const AdminUpdateKlarnaReferences = z
  .object({ merchant_reference1: reference, merchant_reference2: reference })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    message: "merchant_reference1 or merchant_reference2 is required",
  })
export type AdminUpdateKlarnaReferencesType = z.infer<typeof AdminUpdateKlarnaReferences>

export const AdminSyncKlarnaOrder = z.object({
  /** Kinds to send although they are manual by option, or a rule or Klarna's earlier refusal says no. */
  force: z
    .array(
      z.enum([
        ...(["acknowledge", "authorization", "billing_address", "cancel", "references", "release"] as const),
        ...(["shipping_address", "shipping_info"] as const),
      ])
    )
    .optional(),
})
export type AdminSyncKlarnaOrderType = z.infer<typeof AdminSyncKlarnaOrder>

export const AdminReconnectKlarnaOrder = z.object({
  /** The `fingerprint` of the difference that was looked at. */
  confirm: z.string().min(1),
})
export type AdminReconnectKlarnaOrderType = z.infer<typeof AdminReconnectKlarnaOrder>

/** A query string has texts only. */
const flag = z.enum(["true", "false"]).transform((value) => value === "true")

export const AdminGetKlarnaOrder = z.object({
  /** Klarna's order is read now and answered as `live`. */
  live: flag.optional(),
})
export type AdminGetKlarnaOrderType = z.infer<typeof AdminGetKlarnaOrder>

export const AdminStartKlarnaBackfill = backfillOptions
export type AdminStartKlarnaBackfillType = z.infer<typeof AdminStartKlarnaBackfill>

export const AdminListKlarnaBackfillFindings = z.object({
  result: z.enum(BACKFILL_RESULTS).optional(),
  /** The payment behind which the page begins. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type AdminListKlarnaBackfillFindingsType = z.infer<typeof AdminListKlarnaBackfillFindings>
