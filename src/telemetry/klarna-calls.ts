import { SpanKind } from "@medusajs/framework/opentelemetry/api"
import type { CallEvent } from "../klarna"
import { failed, record, tracer } from "./measured"

const BAD = 400

/** A span and a duration for each attempt of a call to Klarna: its name, no path, no content. */
export function noteKlarnaCall({ operation, method, status, correlationId, durationMs, attempt }: CallEvent): void {
  const facts = {
    "klarna.operation": operation,
    "http.request.method": method,
    ...(status !== undefined && { "http.response.status_code": status }),
  }
  const end = Date.now()
  const span = tracer().startSpan(`klarna ${operation}`, {
    kind: SpanKind.CLIENT,
    startTime: end - durationMs,
    attributes: {
      ...facts,
      "klarna.attempt": attempt,
      ...(correlationId && { "klarna.correlation_id": correlationId }),
    },
  })
  if (status === undefined || status >= BAD) failed(span, status === undefined ? "no_answer" : String(status))
  span.end(end)
  record("klarna.call.duration", "Of one attempt of a call to Klarna", durationMs, facts)
}
