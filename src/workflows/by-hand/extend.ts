import { openOperation, sendOperation } from "../../ledger"
import { extendWrite } from "../../mapping/plan-expiry"
import { mirrorOf } from "../sync/mirror"
import type { FirstDeed } from "../sync/types"
import { sayNo } from "./answers"
import { beforeAWrite } from "./before-a-write"

/**
 * Moves the day on which Klarna ends the authorisation. `seen` is the day that the merchant knew: if somebody has moved it since, there
 * is nothing left to do. How far it moves is Klarna's to say, so it is read afterwards; so it is when the answer was lost.
 * @throws MedusaError (400) in Klarna's words when it refuses
 */
export const extend =
  (seen: Date | null): FirstDeed =>
  async (run, before) => {
    if (before.expires_at && seen && before.expires_at > seen) return
    const { connected, row } = await beforeAWrite(run, before)
    const { klarna_order_id, order_id, account_id } = row
    const { fingerprint, expires_at } = extendWrite(mirrorOf(row))
    const operation = await openOperation(run.knex, {
      ...{ klarna_order_id, order_id, account_id, fingerprint, kind: "extend", trigger: run.trigger },
      asked: { expires_at },
    })
    const { outcome } = await sendOperation(run.knex, operation, (idempotencyKey) =>
      connected.client.orders.extendAuthorizationTime(klarna_order_id, { idempotencyKey })
    )
    await run.klarna.store(row, run.token, { doubtful: true })
    if (outcome.type === "refused" || outcome.type === "weather") throw sayNo("extend the authorisation", outcome)
    run.writes.push({ kind: "extend", outcome: outcome.type })
  }
