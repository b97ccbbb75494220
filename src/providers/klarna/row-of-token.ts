import { createHash } from "node:crypto"
import { type ConnectedAccount, LONGEST_CALL_MS } from "../../klarna"
import type { CreateOrder, MerchantReferences } from "../../klarna/types"
import { DuplicateOperationError, openOperation, type Operation, operationByKey } from "../../ledger"
import { contentFingerprint } from "../../mapping/fingerprint"
import { authorizeAgain } from "./errors"
import type { ProviderRoom } from "./room"

const PATIENCE_MS = LONGEST_CALL_MS + 5_000
const LOOK_AGAIN_MS = 100

interface Spending {
  token: string
  purchase: CreateOrder
  references: MerchantReferences
  order_id: string | undefined
  /** The payment collection: a token that was spent for another one buys nothing here. */
  reference: string
}

/**
 * The token's own ledger row: a new one, or the one that somebody else is ahead with.
 * @throws MedusaError when the token was spent on another purchase, or Klarna refused it
 */
export async function rowOfToken(
  room: ProviderRoom,
  { identity }: ConnectedAccount,
  spending: Spending
): Promise<Operation> {
  const { purchase, references, reference } = spending
  const hash = createHash("sha256").update(spending.token).digest("hex")
  try {
    return await openOperation(room.knex, {
      klarna_order_id: null,
      order_id: spending.order_id,
      account_id: identity.account_id,
      kind: "create_order",
      fingerprint: contentFingerprint("create_order", { ...purchase }, hash),
      trigger: "provider",
      asked: {
        order_amount: purchase.order_amount,
        currency: purchase.purchase_currency,
        country: purchase.purchase_country,
        references,
        // For the job: a purchase that never becomes an order has no other trace of its account.
        sold: identity,
      },
      reference,
      idempotency_key: `token:${hash}`,
    })
  } catch (error) {
    if (!(error instanceof DuplicateOperationError)) throw error
    if (error.operation.reference !== reference) throw authorizeAgain("this approval was used for another purchase")
    return finished(room, error.operation)
  }
}

/** Waits for the one who is ahead. After the longest possible call its answer is taken as lost, and the same body is sent again. */
async function finished(room: ProviderRoom, operation: Operation): Promise<Operation> {
  const patientUntil = operation.created_at.getTime() + PATIENCE_MS
  let current = operation
  while (current.outcome === null && Date.now() < patientUntil) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    current = (await operationByKey(room.knex, operation.idempotency_key)) ?? current
  }
  if (current.outcome === "refused")
    throw authorizeAgain(current.error_messages?.join(" ") || "Klarna refused this approval")
  return current
}
