import { KlarnaBusyError, KlarnaCredentialsError, KlarnaRefusedError, KlarnaUnreachableError } from "./errors"
import type { FailedCall, KlarnaError } from "./errors"
import type { Received } from "./http"
import { rateNewsOf } from "./rate-news"
import type { ErrorBody } from "./types"

/**
 * What an answer outside 2xx means.
 * https://docs.klarna.com/resources/developer-tools/error-handling/error-codes-and-messages-for-order-management
 */
export function failureOf(received: Received, call: FailedCall): KlarnaError {
  const { status } = received
  if (status === 401) return new KlarnaCredentialsError(call)
  if (status === 429) return new KlarnaBusyError(rateNewsOf(received).resetMs, call)
  if (status >= 500) return new KlarnaUnreachableError(`HTTP ${status}`, false, call)

  const { error_code, error_messages } = errorBodyOf(received.text)
  const messages = error_messages?.length ? error_messages : withoutReason(status, error_code)
  return new KlarnaRefusedError(error_code ?? `HTTP_${status}`, messages, call)
}

/** Our words where Klarna gave none. */
function withoutReason(status: number, code: string | undefined): string[] {
  if (code) return []
  if (status < 400)
    return [`The host answered with a redirect (${status}), which is never followed: check region and baseUrl.`]
  if (status === 403)
    return ["Klarna's edge answered without a reason (403): it may be blocking this server's address."]
  return [`The answer gave no reason (${status}).`]
}

/** Klarna's id of this exchange: its support asks for it. Absent on answers from the edge. */
export function correlationIdOf(received: Received): string | undefined {
  return received.header("Klarna-Correlation-Id") ?? errorBodyOf(received.text).correlation_id
}

/** Whatever the content type says: the envelope where there is one, else nothing. Messages may be a single text. */
export function errorBodyOf(body: string): ErrorBody {
  const { error_code, error_messages, correlation_id } = objectIn(body)
  const messages = Array.isArray(error_messages) ? error_messages : [error_messages]
  return {
    error_code: textOrNothing(error_code),
    error_messages: messages.filter((message): message is string => textOrNothing(message) !== undefined),
    correlation_id: textOrNothing(correlation_id),
  }
}

const textOrNothing = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined)

function objectIn(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
