import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { runReconcileJob } from "../store/klarna-side"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import { waitFor } from "../store/wait-for"

const TIMES_OF_ORDER = ["next_attempt_at", "next_read_at", "lease_until", "compared_at"]
const TIMES_OF_OPERATION = ["sent_at", "finished_at", "created_at"]
const MINUTE = 60
const HOUR = 60 * MINUTE

/** Four attempts by schedule, and some more for what a look brings up. */
const LONG_ENOUGH = 8

type Shop = Pick<KlarnaStoreUnderTest, "klarna" | "container" | "settled">

/** Whatever the clock brings of an order, one thing after the other, until nothing is due any more. */
export async function untilNothingIsDue(shop: Shop, orderId: string): Promise<void> {
  const knex = knexOf(shop.container())
  for (let look = 0; look < LONG_ENOUGH; look++) {
    await nothingIsUnderWay(shop)
    const due = await secondsUntilDue(knex, orderId)
    if (due === undefined) return
    await letPass(shop, due, orderId)
  }
}

/** A purchase without an order is looked at after minutes, and given up after hours. */
export async function untilGivenUp(shop: Shop): Promise<void> {
  await nothingIsUnderWay(shop)
  for (const seconds of [10 * MINUTE, 3 * HOUR, 10 * MINUTE, 3 * HOUR]) await letPass(shop, seconds)
}

/** Lets so many seconds pass for the plugin's memory and for Klarna alike; then the job comes, as it does every minute. */
async function letPass({ klarna, container, settled }: Shop, seconds: number, order_id = ""): Promise<void> {
  const knex = knexOf(container())
  const earlier = (columns: string[]) =>
    Object.fromEntries(columns.map((column) => [column, knex.raw("?? - make_interval(secs => ?)", [column, seconds])]))
  await knex("klarna_order").where({ order_id }).update(earlier(TIMES_OF_ORDER))
  await knex("klarna_operation").update(earlier(TIMES_OF_OPERATION))
  // The trials before this one are over: the job shall not look at their orders again.
  await knex("klarna_order").whereNot({ order_id }).update({ compared_at: "infinity" })
  await klarna.clock({ advance_seconds: seconds })
  await runReconcileJob(container())
  await nothingIsUnderWay({ klarna, settled })
}

/** Minutes later Klarna has finished even what took it longer than anybody listened. */
export async function nothingIsUnderWay({ klarna, settled }: Pick<Shop, "klarna" | "settled">): Promise<void> {
  await settled()
  await waitFor(
    async () => (await klarna.requests()).every(({ status, fault }) => status !== null || fault === "cut-before"),
    { timeout: 60_000, what: "Klarna to finish what it was asked" }
  )
}

/** A retry, or a lost answer that the job looks up when nobody can be waiting for it any more. */
async function secondsUntilDue(knex: Knex, order_id: string): Promise<number | undefined> {
  const row = await knex("klarna_order")
    .where({ order_id })
    .first<{ klarna_order_id: string; seconds: number | null; dirty: number } | undefined>(
      "klarna_order_id",
      "dirty",
      knex.raw("ceil(extract(epoch FROM next_attempt_at - now()))::int AS seconds")
    )
  if (!row) return undefined
  const open = await knex("klarna_operation")
    .where({ klarna_order_id: row.klarna_order_id })
    .whereRaw("(outcome IS NULL OR outcome = 'unknown')")
    .first("id")
  if (row.seconds !== null) return Math.max(row.seconds, 0) + 1
  return row.dirty > 0 || open ? MINUTE : undefined
}

export const knexOf = (container: MedusaContainer): Knex => container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
