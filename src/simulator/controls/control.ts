import type { RequestHandler } from "express"
import { z } from "zod"
import type { ReadBody } from "../read-body"
import { fieldPath } from "../validation/bad-fields"

/** What a control answers. Without a body: empty. */
export interface ControlAnswer {
  status: number
  body?: unknown
}

export const ok = (body: unknown): ControlAnswer => ({ status: 200, body })
export const done: ControlAnswer = { status: 204 }
export const complain = (status: number, error: string): ControlAnswer => ({ status, body: { error } })
export const missing = (what: string, id: string) => complain(404, `There is no ${what} ${id}.`)

type Run<Body> = (body: Body, params: Record<string, string>, origin: string) => ControlAnswer

/** One control: JSON in, checked, JSON out. What is wrong is said in a sentence. */
export const control =
  <Schema extends z.ZodType>(schema: Schema, run: Run<z.infer<Schema>>): RequestHandler =>
  (req, res) => {
    const read: ReadBody = req.body
    const parsed = schema.safeParse(read.json ?? {})
    const answer = read.invalid
      ? complain(400, "The body is not valid JSON.")
      : parsed.success
        ? run(parsed.data, req.params, `http://${req.headers.host ?? "127.0.0.1"}`)
        : complain(400, whatIsWrong(parsed.error))
    res.status(answer.status)
    if (answer.body === undefined) res.end()
    else res.json(answer.body)
  }

export const nothing = z.unknown()

const whatIsWrong = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => (path.length ? `${fieldPath(path)}: ${message}` : message)).join("; ")
