import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

/** Without control characters: PostgreSQL does not take all of them. */
export const plainText = z
  .string()
  .max(255)
  .regex(/^\P{Cc}*$/u)

/** An id in the path that nothing can have. @throws MedusaError (404) */
export function idsArePlain(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const arePlain = Object.values(req.params).every((id) => plainText.safeParse(id).success)
  next(arePlain ? undefined : new MedusaError(MedusaError.Types.NOT_FOUND, "There is nothing with such an id"))
}
