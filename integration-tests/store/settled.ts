import type { EventEmitter } from "events"
import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"

/** Waits until every subscriber that was started so far, and every one that these started, has come to its end. */
export type Settled = () => Promise<void>

/**
 * Medusa's local event bus starts subscribers and forgets them, so a test could only poll for what it hopes to see,
 * and never know that nothing more will happen. This keeps the promises. An event is emitted before the answer to
 * the request that caused it has left, so after a request nothing can be missed (but events with a delay).
 */
export function watchSubscribers(container: MedusaContainer): Settled {
  // Its own field, in no type: the interface of the bus cannot tell what is running.
  const { eventEmitter_: emitter } = container.resolve(Modules.EVENT_BUS) as unknown as { eventEmitter_: EventEmitter }
  const running = new Set<Promise<unknown>>()

  emitter.emit = (event, ...data) => {
    for (const listener of emitter.rawListeners(event)) {
      const work: Promise<unknown> = Promise.resolve(listener(...data)).finally(() => running.delete(work))
      running.add(work)
    }
    return true
  }

  return async function settled() {
    do {
      await Promise.allSettled(running)
      await new Promise((resolve) => setImmediate(resolve))
    } while (running.size)
  }
}
