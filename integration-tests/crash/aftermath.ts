import type { Pool } from "pg"
import { differencesOf, sidesOf } from "../demo/agreement"
import type { Shop } from "../demo/shop"
import type { LoggedRequest } from "../../src/simulator"
import { callOf } from "../store/klarna-calls"
import type { Cast, Story } from "./stories"

/** What is not as it should be after a crash, a sentence each; empty: both agree, nothing is left to do, and nothing happened twice. */
export async function wrongWith(
  story: Story,
  cast: Cast,
  shop: Shop,
  database: Pool,
  requests: LoggedRequest[]
): Promise<string[]> {
  const { id, klarnaId } = await whoIsWho(database, cast)
  if (!id) return ["There is no order in Medusa"]
  const followed = { ...story.ends, id }
  const differences = await sidesOf(shop, id).then(
    (sides) => differencesOf(sides, followed),
    (error: Error) => [error.message]
  )
  const itsOwn = requests.filter(({ path }) => [klarnaId, cast.token].some((part) => part && path.includes(part)))
  return [...differences, ...wrongEffects(itsOwn, story.effects), ...(await unfinished(database, id, klarnaId))]
}

/** A cart became an order meanwhile. */
async function whoIsWho(database: Pool, { id, klarnaId, collectionId }: Cast) {
  if (id) return { id, klarnaId }
  const { rows } = await database.query<{ id: string; klarna_order_id: string | null }>(
    `SELECT link.order_id AS id, k.klarna_order_id FROM order_payment_collection AS link
       LEFT JOIN klarna_order AS k ON k.order_id = link.order_id
      WHERE link.payment_collection_id = $1 AND link.deleted_at IS NULL`,
    [collectionId]
  )
  return { id: rows[0]?.id, klarnaId: rows[0]?.klarna_order_id ?? "" }
}

/** Counted at Klarna, which alone knows what really happened. */
function wrongEffects(requests: LoggedRequest[], wanted: Story["effects"]): string[] {
  const effective = requests.filter(({ effect, method }) => effect && method !== "GET")
  const counted = new Map<string, number>(Object.keys(wanted).map((call) => [call, 0]))
  for (const request of effective) counted.set(callOf(request), (counted.get(callOf(request)) ?? 0) + 1)
  const keys = effective.map(({ idempotency_key }) => idempotency_key).filter((key) => key !== null)
  return [
    ...[...counted]
      .filter(([call, count]) => count !== (wanted[call] ?? 0))
      .map(([call, count]) => `${call} had ${count} effects at Klarna, not ${wanted[call] ?? 0}`),
    ...(new Set(keys).size < keys.length ? ["One key had two effects"] : []),
  ]
}

async function unfinished(database: Pool, id: string, klarnaId: string): Promise<string[]> {
  const { rows: open } = await database.query<{ kind: string }>(
    `SELECT kind FROM klarna_operation WHERE (klarna_order_id = $1 OR order_id = $2) AND (outcome IS NULL OR outcome = 'unknown')`,
    [klarnaId, id]
  )
  const { rows: left } = await database.query<{ left: string }>(
    "SELECT concat_ws(', ', 'dirty ' || nullif(dirty, 0), 'held by ' || lease_token) AS left FROM klarna_order WHERE order_id = $1",
    [id]
  )
  return [
    ...open.map(({ kind }) => `The ${kind} in the ledger has no end`),
    ...left.filter(({ left }) => left).map(({ left }) => `Something is left to do: ${left}`),
  ]
}
