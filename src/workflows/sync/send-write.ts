import type { Keyed, KlarnaClient } from "../../klarna"
import {
  closeOperation,
  type Intent,
  openOperation,
  type Operation,
  sendOperation,
  type Sent,
  UnresolvedOperationError,
} from "../../ledger"
import type { KlarnaWrite } from "../../mapping/types"
import { inShort } from "../../mapping/write-in-short"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { ClaimLostError } from "./claim-lost"
import { DisconnectedError } from "./disconnected"
import { isTold } from "./known-shipping"
import { mirrorOf } from "./mirror"
import type { ConnectedRun } from "./types"

/**
 * Sends one write of the plan through the ledger. `again` is the row of the same write whose answer was lost: it keeps its key, so
 * Klarna carries it out once.
 * @throws ClaimLostError when another process took over; DisconnectedError when a merchant took the order out of the sync meanwhile;
 * UnresolvedOperationError when the provider is in the middle of a write, or was and told of the same parcels
 */
export async function sendWrite(
  run: ConnectedRun,
  row: KlarnaOrderRow,
  write: KlarnaWrite,
  again?: Operation
): Promise<Sent<unknown>> {
  // Renewed before each send: the lease is then longer than the longest call.
  const rows = await run.klarna.renewClaim(run.order_id, run.token)
  if (!rows.length) throw new ClaimLostError(run.order_id)
  if (rows.some(isOff)) throw new DisconnectedError(run.order_id)
  return sendClaimed(run, row, write, again)
}

/** The same for whoever made sure a moment ago that the order is claimed, for longer than the call takes, and connected. */
export async function sendClaimed(
  run: ConnectedRun,
  row: KlarnaOrderRow,
  write: KlarnaWrite,
  again?: Operation
): Promise<Sent<unknown>> {
  const operation = again ?? (await openOperation(run.knex, intentOf(run, row, write)))
  if (!again && write.kind === "shipping_info" && (await isTold(run.knex, row.klarna_order_id, write))) {
    await closeOperation(run.knex, operation, "superseded")
    throw new UnresolvedOperationError(operation)
  }
  const sent = await sendOperation(run.knex, operation, (idempotencyKey) =>
    call(run.client, row.klarna_order_id, write, { ...run.limits?.(), idempotencyKey })
  )
  run.writes.push({ kind: write.kind, outcome: sent.outcome.type })
  return sent
}

function call(client: KlarnaClient, id: string, write: KlarnaWrite, keyed: Keyed) {
  switch (write.kind) {
    case "acknowledge":
      return client.orders.acknowledge(id, keyed)
    case "authorization": {
      const { order_amount, order_lines, description } = write
      return client.orders.updateAuthorization(id, { order_amount, order_lines, description }, keyed)
    }
    case "cancel":
      return client.orders.cancel(id, keyed)
    case "release":
      return client.orders.releaseRemainingAuthorization(id, keyed)
    case "extend":
      return client.orders.extendAuthorizationTime(id, keyed)
    case "shipping_address":
      return client.orders.updateCustomerDetails(id, { shipping_address: write.changes }, keyed)
    case "billing_address":
      return client.orders.updateCustomerDetails(id, { billing_address: write.changes }, keyed)
    case "references":
      return client.orders.updateMerchantReferences(id, write.changes, keyed)
    case "shipping_info": {
      const body = { shipping_info: write.parcels }
      return write.capture_id
        ? client.orders.addCaptureShippingInfo(id, write.capture_id, body, keyed)
        : client.orders.addShippingInfo(id, body, keyed)
    }
  }
}

function intentOf(run: ConnectedRun, row: KlarnaOrderRow, write: KlarnaWrite): Intent {
  return {
    klarna_order_id: row.klarna_order_id,
    order_id: row.order_id,
    account_id: row.account_id,
    kind: write.kind,
    fingerprint: write.fingerprint,
    trigger: run.trigger,
    asked: { ...inShort(write, mirrorOf(row)).asked, ...(write.kind === "shipping_info" && { told: write.told }) },
  }
}
