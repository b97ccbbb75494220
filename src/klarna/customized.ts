import { basename } from "node:path"
import { isDeepStrictEqual } from "node:util"
import type { z } from "zod"
import type { Customized } from "./customize"

/**
 * Calls a function of the store twice, each time with copies of its own: what differs between the two would be told to Klarna again and
 * again. The sentence of a failure says where it was, and repeats nothing of what was thrown: it may be personal.
 */
export function customized<Input, Context, Output>(
  name: string,
  call: (input: Input, context: Context) => unknown,
  schema: z.ZodType<Output>
): (input: Input, context: Context) => Customized<Output> {
  const once = (input: Input, context: Context) =>
    schema.safeParse(call(structuredClone(input), structuredClone(context)))
  return (input, context) => {
    try {
      const [first, second] = [once(input, context), once(input, context)]
      if (!first.success) return failed(name, said(first.error))
      if (!isDeepStrictEqual(first, second)) return failed(name, "answers differently when it is asked twice")
      return { value: first.data }
    } catch (error) {
      return failed(name, `threw ${whatAndWhere(error)}`)
    }
  }
}

export const failed = (name: string, problem: string) => ({ problem: `customize.${name} ${problem}.` })

function said({ issues: [{ path, message }] }: z.ZodError): string {
  const at = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("")
  return at ? `answered something else: ${at.replace(/^\./, "")} ${message}` : `answered something else: it ${message}`
}

/** "a TypeError (klarna-lines.js:12)": kind, file and line; never the message. */
function whatAndWhere(error: unknown): string {
  if (!(error instanceof Error)) return "something that is no error"
  const kind = /^\w{1,40}$/.test(error.name) ? error.name : "Error"
  const frame = error.stack?.split("\n").find((line) => line.startsWith("    at "))
  const [, file, line] = /\(?([^()\s]+):(\d+):\d+\)?$/.exec(frame ?? "") ?? []
  return file ? `${kind} (${basename(file)}:${line})` : kind
}
