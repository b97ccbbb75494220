import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

/** No text of Klarna's has control characters, and PostgreSQL takes not all of them. */
const text = z
  .string()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}+$/u)

/** Klarna adds fields without notice. https://docs.klarna.com/payments/after-payments/order-management/more-actions/pending-orders/ */
export const KlarnaNotification = z.looseObject({
  order_id: text,
  event_type: text,
})

export const KlarnaApproval = z.looseObject({ authorization_token: text })

export const HostedPageNews = z.looseObject({
  session: z.looseObject({ session_id: text, status: text }),
})

/** Unlike Medusa's own validation, fields that nobody knows are no mistake. @throws MedusaError (400) that names the field */
export function understood<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues
  throw new MedusaError(MedusaError.Types.INVALID_DATA, `${path.join(".") || "the body"}: ${message}`)
}
