import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { selectDueOrders, selectUnknown, wakeChanged, wakeUnresolved } from "../../src/modules/klarna/due"
import { selectForgottenApprovals } from "../../src/workflows/purchase/approvals"
import { undecidedCancels, unplacedPurchases } from "../../src/workflows/sync/abandoned-purchases"
import { selectOpenOrders, selectTraces, TRACES } from "../../src/workflows/sync/change-traces"
import { idOfTime } from "../../src/workflows/sync/id-of-time"
import { selectInterruptedMoney, selectInterruptedPurchases } from "../../src/workflows/sync/interrupted-work"
import { klarnaStore } from "../store/klarna-store"
import { fillTable } from "../store/fill-table"
import { explain } from "../store/query-plan"

const DONE = 100_000
const DUE = 100
/** Each order that is found costs a row in a table, and in those that lead to it from there. */
const ROWS_PER_DUE = 8

/** What the job asks, with the index that each of its statements must use. */
interface Question {
  ask(knex: Knex): Knex.Raw | Knex.QueryBuilder
  indexes: string[]
}

/** Of these there are none: looking for them must cost no more. */
const NONE_FOUND = ["orders that are not known", "purchases that a dying process did not end"]

const now = Date.now()
const recent = now - 60_000
const longAgo = now - 365 * 24 * 3600_000

/** SQL: ids that Medusa made at that time. */
const idsOf = (prefix: string, time: number) => `'${idOfTime(prefix, time).slice(0, -16)}' || lpad(n::text, 16, '0')`

const questions: Record<string, Question> = {
  "orders that are due": {
    ask: (knex) => selectDueOrders(knex, 200),
    indexes: ["next_attempt_at", "next_read_at", "lease_until", "wished"].map((name) => `IDX_klarna_order_${name}`),
  },
  "writes that nobody came back for": {
    ask: (knex) => wakeUnresolved(knex),
    indexes: ["IDX_klarna_operation_one_unresolved", "IDX_klarna_order_klarna_order_id_unique"],
  },
  "cancels of the provider that are undecided": {
    ask: (knex) => undecidedCancels(knex),
    indexes: ["IDX_klarna_operation_cancel_to_decide"],
  },
  "purchases that nobody followed up": {
    ask: (knex) => unplacedPurchases(knex),
    indexes: ["IDX_klarna_operation_purchase_to_follow_up"],
  },
  "captures that a dying process did not end": {
    ask: (knex) => selectInterruptedMoney(knex, "capture"),
    indexes: ["capture_pkey", "payment_pkey"],
  },
  "refunds that a dying process did not end": {
    ask: (knex) => selectInterruptedMoney(knex, "refund"),
    indexes: ["refund_pkey", "payment_pkey"],
  },
  "purchases that a dying process did not end": {
    ask: (knex) => selectInterruptedPurchases(knex),
    indexes: ["IDX_id_", "order_pkey"],
  },
  "purchases whose buyer did not come back": {
    ask: (knex) => selectForgottenApprovals(knex),
    indexes: ["payment_session_pkey", "cart_pkey"],
  },
  "orders that are to be woken": {
    ask: (knex) =>
      wakeChanged(
        knex,
        [...Array(DUE).keys()].map((n) => ({ order_id: `order_${n + 1}`, at: new Date() }))
      ),
    indexes: ["IDX_klarna_order_order_id"],
  },
  "orders that are not known": {
    ask: (knex) =>
      selectUnknown(
        knex,
        [...Array(DUE).keys()].map((n) => `order_${n + 1}`)
      ),
    indexes: ["IDX_klarna_order_order_id"],
  },
  "open orders, for the walk": {
    ask: (knex) => selectOpenOrders(knex, { after: "", limit: 500 }),
    indexes: ["IDX_klarna_order_open", "order_pkey", "order_address_pkey"],
  },
  ...Object.fromEntries(
    TRACES.map((trace) => [
      `changes that left a row in ${trace.table}`,
      {
        ask: (knex: Knex) => {
          const after = idOfTime(trace.prefix, now - 15 * 60_000)
          return selectTraces(knex, trace, { after, upTo: idOfTime(trace.prefix, now + 60_000), limit: 500 })
        },
        // A link's primary key begins with the order: it has an index of its own on the id.
        indexes: [trace.table === "order_payment_collection" ? "IDX_id_" : `${trace.table}_pkey`],
      },
    ])
  ),
}

klarnaStore(({ container }) => {
  const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

  it("Among 100,000 closed orders the job finds the 100 that are due, through indexes, and touches no others", async () => {
    await knex().transaction(async (trx) => {
      // Rows alone: whose they are is nobody's concern here.
      await trx.raw("SET LOCAL session_replication_role = replica")
      await fillOurs(trx)
      await fillMedusas(trx)
    })
    await knex().raw("ANALYZE")

    for (const [what, { ask, indexes }] of Object.entries(questions)) {
      const plan = await explain(knex(), ask(knex()))
      expect({ what, whole: plan.readWhole }).toEqual({ what, whole: [] })
      for (const index of indexes)
        expect({ what, used: plan.indexes }).toEqual({
          what,
          used: expect.arrayContaining([expect.stringContaining(index)]),
        })
      expect({ what, found: plan.rowsFound }).toEqual({
        what,
        found: NONE_FOUND.includes(what) ? 0 : DUE,
      })
      expect(plan.rowsRead).toBeLessThanOrEqual(DUE * ROWS_PER_DUE)
    }
  })

  /** The first hundred orders are due, for one reason or another, the others closed long ago. */
  async function fillOurs(trx: Knex): Promise<void> {
    const isDue = `n <= ${DUE}`
    const each4th = (rest: number) => `${isDue} AND n % 4 = ${rest}`
    await fillTable(trx, "klarna_order", DONE + DUE, {
      id: "'klord_' || n",
      klarna_order_id: "'klarna_' || n",
      order_id: "'order_' || n",
      sync_state: `CASE WHEN ${isDue} THEN 'in_sync' ELSE 'closed' END`,
      status: `CASE WHEN ${isDue} THEN 'AUTHORIZED' ELSE 'CAPTURED' END`,
      dirty: `CASE WHEN ${each4th(0)} THEN 1 ELSE 0 END`,
      next_attempt_at: `CASE WHEN ${each4th(1)} THEN now() - interval '1 hour' END`,
      next_read_at: `CASE WHEN ${each4th(2)} THEN now() - interval '1 hour' END`,
      lease_until: `CASE WHEN ${each4th(3)} THEN now() - interval '1 hour' END`,
      updated_at: "now() - interval '2 hours'",
      compared_at: "now() - interval '2 hours'",
    })
    const operation = {
      account_id: "'default'",
      trigger: "'provider'",
      idempotency_key: "id",
      created_at: "now() - interval '1 hour'",
    }
    await fillTable(trx, "klarna_operation", 2 * DONE, {
      ...operation,
      id: "'klop_done_' || n",
      idempotency_key: "'done_' || n",
      klarna_order_id: "'klarna_' || n",
      kind: "CASE WHEN n % 2 = 0 THEN 'create_order' ELSE 'cancel' END",
      outcome: "'accepted'",
      followed_up_at: "now()",
    })
    await fillTable(trx, "klarna_operation", DUE, {
      ...operation,
      id: "'klop_open_' || n",
      idempotency_key: "'open_' || n",
      klarna_order_id: "'klarna_' || n + 1000",
      kind: "'capture'",
      outcome: "CASE WHEN n % 2 = 0 THEN 'unknown' END",
    })
    await fillTable(trx, "klarna_operation", DUE, {
      ...operation,
      id: "'klop_cancel_' || n",
      idempotency_key: "'cancel_' || n",
      klarna_order_id: "'klarna_' || n + 2000",
      kind: "'cancel'",
      trigger: "'provider:purchase'",
      outcome: "'failed'",
    })
    await fillTable(trx, "klarna_operation", DUE, {
      ...operation,
      id: "'klop_purchase_' || n",
      idempotency_key: "'purchase_' || n",
      klarna_order_id: "'klarna_' || n + 3000",
      kind: "'create_order'",
      outcome: "'accepted'",
    })
  }

  /** In each table a row of every order that is long done, and a hundred of this minute. */
  async function fillMedusas(trx: Knex): Promise<void> {
    await fillTable(trx, "order_address", DONE + DUE, { id: "'address_' || n" })
    await fillTable(trx, "order", DONE + DUE, {
      id: "'order_' || n",
      shipping_address_id: "'address_' || n",
      billing_address_id: "'address_' || n",
    })
    const carts = { id: "'link_' || n", cart_id: "'cart_' || n", order_id: "'order_' || n" }
    await fillTable(trx, "order_cart", DONE + DUE, carts)
    await fillTable(trx, "cart_payment_collection", DONE + DUE, { ...carts, payment_collection_id: "'paycol_' || n" })
    await fillTable(trx, "cart", DONE + DUE, { id: "'cart_' || n", currency_code: "'sek'" })
    await fillTable(trx, "payment_session", DUE, {
      id: idsOf("payses", now - 20 * 60_000),
      payment_collection_id: "'paycol_' || n",
      provider_id: "'pp_klarna_klarna'",
      status: "'pending'",
      data: "jsonb_build_object('approved_at', now() - interval '10 minutes')",
    })
    const links = { order_id: "'order_' || n", fulfillment_id: "'ful_' || n" }
    await fillTable(trx, "order_fulfillment", DONE + DUE, { id: "'ordful_' || n", ...links })
    const back = { return_id: "'return_' || n", fulfillment_id: "'ful_back_' || n" }
    await fillTable(trx, "return_fulfillment", DONE, { id: "'retful_' || n", ...back })
    await fillTable(trx, "return", DONE, { id: "'return_' || n", order_id: "'order_' || n" })
    for (const { table, prefix } of TRACES) {
      const columns = (time: number, from: number) => ({
        id: idsOf(prefix, time),
        order_id: `'order_' || n + ${from}`,
        payment_id: idsOf("pay", time),
        payment_collection_id: `'paycol_' || n + ${from}`,
        payment_session_id: `'payses_' || n + ${from}`,
        fulfillment_id: `'ful_' || n + ${from}`,
        provider_id: "'pp_klarna_klarna'",
        created_at: "now() - interval '10 minutes'",
        ...(table === "payment_session" && { status: "'pending_authorization'" }),
      })
      await fillTable(trx, table, DONE, columns(longAgo, 0))
      await fillTable(trx, table, DUE, columns(recent, DONE))
    }
  }
})
