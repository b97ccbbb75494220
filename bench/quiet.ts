import type { PaidOrder } from "../integration-tests/processes/copy-orders"
import { waitFor } from "../integration-tests/store/wait-for"
import type { House } from "./house"

/** Which orders nobody works on, and nobody wishes anything of; `since`: and that were compared after this time (the database's). */
export async function quietOrders({ database }: Pick<House, "database">, orders: PaidOrder[], since?: Date) {
  const { rows } = await database.query<{ order_id: string }>(
    `SELECT order_id FROM klarna_order WHERE order_id = ANY($1) AND dirty = 0 AND lease_token IS NULL
        AND ($2::timestamptz IS NULL OR compared_at > $2)`,
    [orders.map(({ id }) => id), since ?? null]
  )
  return new Set(rows.map(({ order_id }) => order_id))
}

/** Everything that a change set off has happened. */
export async function untilQuiet(house: Pick<House, "database">, orders: PaidOrder[], since?: Date): Promise<void> {
  const isQuiet = async () => (await quietOrders(house, orders, since)).size === orders.length
  await waitFor(isQuiet, { timeout: 120_000, every: 10, what: `${orders.length} orders to be quiet` })
}

/** The database's clock: the plugin's own times come from processes on the same machine. */
export async function now({ database }: Pick<House, "database">): Promise<Date> {
  const { rows } = await database.query<{ now: Date }>("SELECT clock_timestamp() AS now")
  return rows[0].now
}

/** Each of Klarna's answers takes so long, until it is taken back. */
export async function withSlowKlarna<T>(
  { klarna }: Pick<House, "klarna">,
  ms: number,
  work: () => Promise<T>
): Promise<T> {
  if (ms) await klarna.faults({ fault: "slow", delay_ms: ms, times: 1_000_000 })
  try {
    return await work()
  } finally {
    if (ms) await klarna.clearFaults()
  }
}
