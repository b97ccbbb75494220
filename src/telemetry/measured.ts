import {
  type Attributes,
  type Histogram,
  type Meter,
  metrics,
  type Span,
  SpanStatusCode,
  trace,
} from "@medusajs/framework/opentelemetry/api"

/** The instrumentation scope of everything here. Without a registered SDK, OpenTelemetry's own functions do nothing. */
export const SCOPE = "medusa-klarna"

export const tracer = () => trace.getTracer(SCOPE)

/** Seconds, as OpenTelemetry's conventions have it. */
export function record(name: string, description: string, ms: number, attributes: Attributes): void {
  histogram(name, description).record(ms / 1000, attributes)
}

const made = new WeakMap<Meter, Map<string, Histogram>>()

/** The API hands meters out as they are at this moment: one that was kept from before the SDK came would stay mute. */
function histogram(name: string, description: string): Histogram {
  const meter = metrics.getMeter(SCOPE)
  const known = made.get(meter) ?? new Map<string, Histogram>()
  made.set(meter, known)
  const existing = known.get(name) ?? meter.createHistogram(name, { description, unit: "s" })
  known.set(name, existing)
  return existing
}

/** No message: an error's words may quote data. */
export function failed(span: Span, reason: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", reason)
}
