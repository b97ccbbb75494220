import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { z } from "@medusajs/framework/zod"

/**
 * Parses the query string into `req.validatedQuery`. Medusa's own `validateAndTransformQuery` also wants to know which fields of which
 * entity are selected; these routes answer one shape each.
 * @throws MedusaError (400) that names the parameter
 */
export function validateQuery(schema: z.ZodObject) {
  return (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void => {
    const parsed = schema.strict().safeParse(req.query)
    if (!parsed.success) return next(new MedusaError(MedusaError.Types.INVALID_DATA, sentenceOf(parsed.error)))
    req.validatedQuery = parsed.data
    next()
  }
}

function sentenceOf({ issues }: z.ZodError): string {
  const problems = issues.map((issue) => {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")]
    return `${names.join(", ")}: ${issue.message}`
  })
  return `Invalid request: ${problems.join("; ")}`
}
