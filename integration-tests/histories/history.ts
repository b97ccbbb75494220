import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { SimulatorControls } from "../../src/simulator"
import type { Http } from "../store/http"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import type { SeededStore } from "../store/seed-store"
import type { Settled } from "../store/settled"
import { type Mail, openMail } from "./mail"
import type { MoneyClick } from "./most-that-may-move"
import { dyingAtStep } from "./mortal-worker"
import { type Basket, sell, type Sold } from "./purchase"
import { count } from "./tally"
import { letTimePass } from "./time"

/** One order's life, and everybody who takes part in it. */
export interface History {
  /** The admin API. */
  admin: Http
  container: MedusaContainer
  klarna: SimulatorControls
  knex: Knex
  store: SeededStore
  settled: Settled
  mail: Mail
  order: Sold
  /** What the merchant asked Klarna's money to do, in minor units. */
  captures: MoneyClick[]
  refunds: MoneyClick[]
  /** What was captured and given back in Klarna's portal, minor units. */
  portal: { captured: number; refunded: number; changed: boolean }
  /** When the merchant had the order out of the sync, in Klarna's time; the last one may still be. */
  offTimes: { from: string; to?: string }[]
  /** When the provider was at work beside the sync, in Klarna's time: its reads need no claim. */
  moneyTimes: { from: string; to: string }[]
  /** What happened, in a merchant's words. */
  diary: string[]
}

/** What is known before something is done, so that only what makes sense is tried. */
export interface Known {
  isCanceled: boolean
  isFulfilled: boolean
  isCaptured: boolean
  /** The merchant took it out of the sync. */
  isOff: boolean
  /** Returns that were requested and neither received nor called off. */
  returns: string[]
}

export const nothingKnown = (): Known => ({
  isCanceled: false,
  isFulfilled: false,
  isCaptured: false,
  isOff: false,
  returns: [],
})

/** How the news of a change travel to the plugin. */
export type Delivery =
  | { news: "at once" }
  | { news: "twice" }
  | { news: "late" }
  | { news: "lost" }
  /** Nobody waits for the sync: what comes next happens at the same time. */
  | { news: "while more happens" }
  /** The worker that hears of it dies at this step: see mortal-worker.ts. */
  | { news: "to a worker that dies"; at: number }

/** Sold, and its news on their way. The log of Klarna's calls begins with it. */
export async function beginHistory(
  shop: KlarnaStoreUnderTest,
  basket: Basket,
  placed: Delivery
): Promise<{ history: History; end: () => void }> {
  const container = shop.container()
  const { admin, klarna, settled, store } = shop
  await klarna.clearFaults()
  await klarna.clock({ now: new Date().toISOString() })
  await klarna.clearRequests()
  const mail = openMail(container)
  const order = await sell(shop, basket)
  const history: History = {
    ...{ admin, container, klarna, store, settled, mail, order },
    knex: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    captures: [],
    refunds: [],
    portal: { captured: 0, refunded: 0, changed: false },
    moneyTimes: [],
    offTimes: [],
    diary: [
      `Sold to ${basket.country}: ${basket.items.map(({ product, quantity }) => `${quantity} x ${product}`).join(", ")} (news ${placed.news})`,
    ],
  }
  // Core tells of an order that came out of a cart; this one was written by the same module without one.
  await container.resolve("event_bus").emit({ name: "order.placed", data: { id: order.id } })
  await post(history, placed)
  return { history, end: mail.close }
}

/** Something is done, and the news of it travel. Medusa's own no is part of life. @returns false when it was refused */
export async function happen(history: History, delivery: Delivery, deed: () => Promise<unknown>): Promise<boolean> {
  const refusal = await deed().then(
    () => undefined,
    (error: Error) => error
  )
  if (refusal) count("on_the_way", "times Medusa said no")
  if (refusal) history.diary.push(`  (Medusa said no: ${refusal.message})`)
  await post(history, delivery)
  return !refusal
}

export async function post(history: History, delivery: Delivery): Promise<void> {
  const { mail, settled } = history
  // The bus hands out what a workflow released a moment after the workflow's end.
  await new Promise((resolve) => setImmediate(resolve))
  switch (delivery.news) {
    case "late":
      return
    case "lost":
      return mail.lose()
    case "while more happens":
      return mail.deliver()
    case "at once":
      mail.deliver()
      return settled()
    case "twice":
      mail.deliverTwice()
      return settled()
    case "to a worker that dies": {
      const died = await dyingAtStep(delivery.at, async () => {
        mail.deliver()
        await settled()
      })
      if (died) await missed(history, delivery.at)
    }
  }
}

/**
 * A process that died is missed after a minute, when its calls are over and its claim is not, or mostly after two, when that is over as
 * well: every person who wants something of a claimed order waits for some real seconds.
 */
export async function missed(
  { knex, klarna, order, diary, settled }: Pick<History, "knex" | "klarna" | "order" | "diary" | "settled">,
  step: number
) {
  const seconds = step % 5 === 0 ? 60 : 120
  diary.push(`  (and died, ${seconds} seconds ago)`)
  // Nobody who lives is late by so much.
  await settled()
  count("on_the_way", "workers that died")
  await letTimePass({ knex, klarna }, order.id, seconds)
}
