import type { z } from "zod"

/** `order_lines[0].unit_price`, as Klarna names the fields it dislikes. */
export const fieldPath = (path: PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    ""
  )

/** Every field that broke the schema, once. */
export const badFields = (error: z.ZodError): string[] => [
  ...new Set(error.issues.map(({ path }) => fieldPath(path) || "body")),
]
