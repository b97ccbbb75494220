import express, { type ErrorRequestHandler, type RequestHandler } from "express"

/** What came in, whatever it was. */
export interface ReadBody {
  /** Undefined when the body was empty or is no JSON. */
  json?: unknown
  /** The text of a body that is no JSON. */
  invalid?: string
  tooLarge?: true
}

const readText = express.text({ type: () => true, limit: "1mb" })

const parse: RequestHandler = (req, _res, next) => {
  req.body = typeof req.body === "string" ? parsed(req.body) : {}
  next()
}

function parsed(text: string): ReadBody {
  if (!text.trim()) return {}
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return { invalid: text }
  }
}

/** A body above Klarna's limit still belongs into the log, with the answer it gets. */
const tooLarge: ErrorRequestHandler = (error: { type?: string }, req, _res, next) => {
  if (error.type !== "entity.too.large") return next(error)
  req.body = { tooLarge: true } satisfies ReadBody
  next()
}

/** Puts a ReadBody into `req.body`. */
export const readBody = [readText, parse, tooLarge]
