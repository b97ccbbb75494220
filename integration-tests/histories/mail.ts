import type { EventEmitter } from "node:events"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** How what Medusa's event bus was given reaches its subscribers. */
export interface Mail {
  /** Events that nobody has been told of yet. */
  waiting(): number
  /** Tells of them, oldest first. Subscribers have begun when it returns. */
  deliver(): void
  /** Each of them arrives two times. */
  deliverTwice(): void
  /** They will arrive in the order of these random numbers. */
  shuffle(places: number[]): void
  /** They are lost, as when a process dies with Medusa's default bus. */
  lose(): void
  /** The bus works by itself again. */
  close(): void
}

/** Takes the events of Medusa's local bus away from it, so that a history decides when they arrive, how often, and whether. */
export function openMail(container: MedusaContainer): Mail {
  // Its own field, in no type: the interface of the bus knows no delivery.
  const { eventEmitter_: emitter } = container.resolve(Modules.EVENT_BUS) as unknown as { eventEmitter_: EventEmitter }
  const usual = emitter.emit
  let held: [string, ...unknown[]][] = []
  emitter.emit = (name, ...data) => {
    if (emitter.listenerCount(name)) held.push([String(name), ...data])
    return true
  }
  function deliver() {
    const telling = held
    held = []
    for (const event of telling) usual.call(emitter, ...event)
  }
  return {
    waiting: () => held.length,
    deliver,
    deliverTwice: () => {
      held = [...held, ...held]
      deliver()
    },
    shuffle: (places) => {
      const placed = held.map((event, at) => ({ event, place: places[at] ?? at }))
      held = placed.sort((a, b) => a.place - b.place).map(({ event }) => event)
    },
    lose: () => {
      held = []
    },
    close: () => {
      emitter.emit = usual
    },
  }
}
