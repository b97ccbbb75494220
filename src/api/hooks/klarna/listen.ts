import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { Callback } from "../../../purchase/callback-token"
import { readBody, type Unread } from "./read-body"
import { subjectOfRequest } from "./subject-of-request"

/** Nothing that Klarna sends is longer, and Klarna sends it at once. */
const LIMITS = { bytes: 16 * 1024, ms: 5000 }
const STATUS: Record<Unread, number> = { "too large": 413, "too slow": 408, gone: 400 }

/**
 * Anybody can reach these routes, so the proof in the address comes first: of a stranger's body nothing is read. The connection ends
 * with a refusal, whatever was still to come on it.
 */
export const listen =
  (callback: Callback) =>
  async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    res.set("connection", "close")
    subjectOfRequest(req, callback)
    const body = await readBody(req, LIMITS)
    if ("unread" in body) {
      res.status(STATUS[body.unread]).json({ type: "invalid_data", message: `The body is ${body.unread}` })
      return
    }
    res.removeHeader("connection")
    req.body = parsed(body.text)
    next()
  }

/** @throws MedusaError (400), which unlike a parser's own error does not bring the address into the log */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text || "{}")
  } catch {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, "The body is no JSON")
  }
}
