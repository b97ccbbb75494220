import { failed, record, tracer } from "./measured"

interface Synced {
  result: string
  rounds: number
  writes: unknown[]
}

/** A span and a duration for each sync of an order. Only the kind of what caused it is told: a user's id is nobody's business here. */
export async function traceSync<Result extends Synced>(
  { order_id, trigger = "workflow" }: { order_id: string; trigger?: string },
  sync: () => Promise<Result>
): Promise<Result> {
  return tracer().startActiveSpan("klarna sync", async (span) => {
    const begin = performance.now()
    let came = "error"
    span.setAttributes({ "medusa.order_id": order_id, "klarna.sync.trigger": trigger.split(":")[0] })
    try {
      const synced = await sync()
      came = synced.result
      span.setAttributes({ "klarna.sync.rounds": synced.rounds, "klarna.sync.writes": synced.writes.length })
      return synced
    } catch (error) {
      failed(span, error instanceof Error ? error.name : "unknown")
      throw error
    } finally {
      span.setAttribute("klarna.sync.result", came).end()
      record("klarna.sync.duration", "Of one sync of an order", performance.now() - begin, {
        "klarna.sync.result": came,
      })
    }
  })
}
