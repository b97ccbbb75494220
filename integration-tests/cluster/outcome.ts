import type { Pool } from "pg"
import type { LoggedRequest, SimulatorControls } from "../../src/simulator"
import { callOf } from "../store/klarna-calls"
import { totalOf, type EditedOrder } from "./edits"

/** Orders that are not yet as they shall be in the end: Klarna, Medusa's payment and the plugin's own state, a sentence each. */
export async function unfinished(database: Pool, klarna: SimulatorControls, orders: EditedOrder[]): Promise<string[]> {
  const atKlarna = new Map((await klarna.orders()).map((order) => [order.order_id, order.order_amount]))
  const inMedusa = await statesOf(database, orders)
  return orders.flatMap((order) => {
    const state = inMedusa.get(order.id)
    const wanted = totalOf(order)
    return [
      ...differ(order, "Klarna's amount", atKlarna.get(order.klarnaId), wanted),
      ...differ(order, "Medusa's total", state?.total, wanted),
      ...differ(order, "the live payments", state?.payable, wanted),
      ...differ(order, "the state", state?.sync, "in_sync, dirty 0, free, 0 open"),
    ]
  })
}

interface State {
  total: number
  payable: number
  sync: string
}

/** Amounts in minor units; the currency has two decimals. */
async function statesOf(database: Pool, orders: EditedOrder[]): Promise<Map<string, State>> {
  const { rows } = await database.query<State & { id: string }>(
    `SELECT o.id,
            (SELECT round((summary.totals->>'current_order_total')::numeric * 100)::int FROM order_summary AS summary
              WHERE summary.order_id = o.id AND summary.version = o.version AND summary.deleted_at IS NULL) AS total,
            (SELECT round(sum(payment.amount) * 100)::int FROM order_payment_collection AS link
               JOIN payment ON payment.payment_collection_id = link.payment_collection_id
              WHERE link.order_id = o.id AND link.deleted_at IS NULL AND payment.canceled_at IS NULL) AS payable,
            k.sync_state || ', dirty ' || k.dirty || CASE WHEN k.lease_token IS NULL THEN ', free, ' ELSE ', held, ' END ||
            (SELECT count(*) FROM klarna_operation AS op WHERE op.klarna_order_id = k.klarna_order_id
                AND (op.outcome IS NULL OR op.outcome = 'unknown')) || ' open' AS sync
       FROM "order" AS o LEFT JOIN klarna_order AS k ON k.order_id = o.id
      WHERE o.id = ANY($1)`,
    [orders.map(({ id }) => id)]
  )
  return new Map(rows.map(({ id, ...state }) => [id, state]))
}

/** What happened twice, counted at Klarna, a sentence each. Two edits to the same number of Mugs in a row are one wish. */
export function doublesOf(requests: LoggedRequest[], orders: EditedOrder[]): string[] {
  const effective = requests.filter(({ effect, method }) => effect && method !== "GET")
  const keys = effective.map(({ idempotency_key }) => idempotency_key).filter((key) => key !== null)
  return [
    ...repeated(keys).map((key) => `The key ${key} had two effects`),
    ...orders.flatMap(({ id, klarnaId, edits }) => {
      const amounts = effective
        .filter(({ path }) => path.includes(klarnaId))
        .filter(isAmount)
        .map(amountOf)
      const inARow = amounts.filter((amount, index) => amount === amounts[index - 1])
      return [
        ...inARow.map((amount) => `Order ${id} was set to ${amount} twice in a row`),
        ...(amounts.length > edits ? [`Order ${id} had ${edits} edits and ${amounts.length} effects`] : []),
      ]
    }),
  ]
}

const isAmount = (request: LoggedRequest) => callOf(request) === "PATCH authorization"
const amountOf = ({ body }: LoggedRequest) => (body as { order_amount: number }).order_amount

const repeated = <Value>(values: Value[]) => [...new Set(values.filter((value, at) => values.indexOf(value) !== at))]

const differ = ({ id }: EditedOrder, what: string, is: unknown, wanted: unknown): string[] =>
  is === wanted ? [] : [`Order ${id}: ${what} is ${String(is)}, not ${String(wanted)}`]
