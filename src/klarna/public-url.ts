import { z } from "zod"
import { publicUrlProblem } from "./base-url"

/** An address that Klarna or a browser is sent to. */
export const publicUrl = z
  .string({ error: "must be an https URL" })
  .max(2000, "must have at most 2000 characters")
  .superRefine((address, context) => {
    const problem = publicUrlProblem(address)
    if (problem) context.addIssue({ code: "custom", message: problem })
  })
