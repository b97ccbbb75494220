import type { IncomingMessage } from "node:http"

export interface Limits {
  bytes: number
  ms: number
}

/** Why a body was not read to its end; `gone`: whoever sent it has hung up. */
export type Unread = "too large" | "too slow" | "gone"

/**
 * The whole body of a request, if it ends in time. Never more than `bytes` of it are kept, and nobody is listened to for longer than
 * `ms`: Node itself would wait five minutes, and Express reads what is too large to its end before it answers.
 */
export function readBody(req: IncomingMessage, { bytes, ms }: Limits): Promise<{ text: string } | { unread: Unread }> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let size = 0
    const isTooLarge = () => size > bytes
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (isTooLarge()) chunks = []
      else chunks.push(chunk)
    }
    const end = (result: { text: string } | { unread: Unread }) => {
      clearTimeout(timer)
      req.off("data", onData).off("end", onEnd).off("close", onClose)
      resolve(result)
    }
    const onEnd = () => end(isTooLarge() ? { unread: "too large" } : { text: Buffer.concat(chunks).toString("utf8") })
    const onClose = () => end({ unread: "gone" })
    const timer = setTimeout(() => end({ unread: isTooLarge() ? "too large" : "too slow" }), ms)
    req.on("data", onData).on("end", onEnd).on("close", onClose)
  })
}
