import { metrics, trace } from "@medusajs/framework/opentelemetry/api"
import { metrics as sdkMetrics } from "@medusajs/framework/opentelemetry/sdk-node"
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@medusajs/framework/opentelemetry/sdk-trace-node"
import { noteKlarnaCall, traceSync } from ".."

const call = { operation: "orders.updateAuthorization", method: "PATCH" as const, durationMs: 120, attempt: 1 }
const synced = { result: "in_sync", rounds: 1, writes: [{ kind: "authorization" }] }
const input = { order_id: "order_1", trigger: "user:user_7" }

describe("Without instrumentation", () => {
  it("a sync and a call to Klarna go on as if nobody had asked for spans", async () => {
    expect(await traceSync(input, async () => synced)).toBe(synced)
    expect(() => noteKlarnaCall({ ...call, status: 204 })).not.toThrow()
  })
})

describe("With Medusa's instrumentation", () => {
  const spans = new InMemorySpanExporter()
  const measures = new sdkMetrics.InMemoryMetricExporter(sdkMetrics.AggregationTemporality.DELTA)
  const reader = new sdkMetrics.PeriodicExportingMetricReader({ exporter: measures, exportIntervalMillis: 3_600_000 })

  beforeAll(() => {
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register()
    metrics.setGlobalMeterProvider(new sdkMetrics.MeterProvider({ readers: [reader] }))
  })
  afterEach(async () => {
    await reader.forceFlush()
    spans.reset()
    measures.reset()
  })
  afterAll(async () => {
    await reader.shutdown()
    metrics.disable()
    trace.disable()
  })

  async function measured() {
    await reader.forceFlush()
    const found = measures.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
    return Object.fromEntries(
      found.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.map(({ attributes, value }) => ({ attributes, value })),
      ])
    )
  }

  it("each sync has a span that says what it came to, and what Klarna was called for is inside of it", async () => {
    await traceSync(input, async () => {
      noteKlarnaCall({ ...call, status: 204, correlationId: "c-1" })
      return synced
    })
    const [inside, around] = spans.getFinishedSpans()
    expect(around.name).toBe("klarna sync")
    expect(around.attributes).toEqual({
      "medusa.order_id": "order_1",
      "klarna.sync.trigger": "user",
      "klarna.sync.rounds": 1,
      "klarna.sync.writes": 1,
      "klarna.sync.result": "in_sync",
    })
    expect(inside.name).toBe("klarna orders.updateAuthorization")
    expect(inside.attributes).toMatchObject({ "http.response.status_code": 204, "klarna.correlation_id": "c-1" })
    expect(inside.parentSpanContext?.spanId).toBe(around.spanContext().spanId)
  })

  it("both have a histogram of how long they took, in seconds", async () => {
    await traceSync(input, async () => synced)
    noteKlarnaCall({ ...call, status: 204 })
    noteKlarnaCall({ ...call, status: 204, durationMs: 80 })
    const found = await measured()
    expect(found["klarna.sync.duration"]).toMatchObject([
      { attributes: { "klarna.sync.result": "in_sync" }, value: { count: 1 } },
    ])
    const [{ attributes, value }] = found["klarna.call.duration"]
    expect(attributes).toEqual({
      "klarna.operation": "orders.updateAuthorization",
      "http.request.method": "PATCH",
      "http.response.status_code": 204,
    })
    expect(value).toMatchObject({ count: 2, sum: expect.closeTo(0.2) })
  })

  it("a call without an answer and a sync that failed are marked, without the words of the error", async () => {
    noteKlarnaCall(call)
    await expect(traceSync(input, () => Promise.reject(new TypeError("Alva Lind is missing")))).rejects.toThrow()
    const found = spans.getFinishedSpans()
    expect(found.map(({ status, attributes }) => [status.code, attributes["error.type"]])).toEqual([
      [2, "no_answer"],
      [2, "TypeError"],
    ])
    expect(JSON.stringify(found.map(({ attributes, status, events }) => [attributes, status, events]))).not.toContain(
      "Alva"
    )
  })
})
