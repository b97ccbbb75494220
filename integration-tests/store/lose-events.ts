import type { EventEmitter } from "events"
import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"

/**
 * Does something of which no subscriber ever hears, as when the process dies after the change was committed and before its events were
 * released: Medusa delivers an event at most once.
 */
export async function loseEvents<Done>(container: MedusaContainer, act: () => Promise<Done>): Promise<Done> {
  // See settled.ts: the bus' own field, in no type.
  const { eventEmitter_: emitter } = container.resolve(Modules.EVENT_BUS) as unknown as { eventEmitter_: EventEmitter }
  const heard = emitter.emit
  emitter.emit = () => true
  try {
    const done = await act()
    // Of what was emitted without a request in between, the bus tells a moment later.
    await new Promise((resolve) => setImmediate(resolve))
    return done
  } finally {
    emitter.emit = heard
  }
}
