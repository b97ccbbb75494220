import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { billingRefusals, noteDecision } from "../../ledger"
import { billingAddressMode, REFUSED_ORDERS } from "../../mapping/billing-fallback"
import type { PlanPolicy, SyncPlan } from "../../mapping/types"
import type { SyncRun } from "./types"

/** The policy after what this account said to billing addresses so far. The ledger is asked only when one is about to be sent. */
export async function afterBillingRefusals(
  knex: Knex,
  account_id: string,
  policy: PlanPolicy,
  { writes }: SyncPlan
): Promise<{ policy: PlanPolicy; gaveUpBilling?: string }> {
  const { operations } = policy
  const isAboutToSend = writes.some(({ kind }) => kind === "billing_address")
  const isForced = policy.force?.includes("billing_address")
  if (operations.billingAddress !== "auto" || !isAboutToSend || isForced) return { policy }
  const { orders, since } = await billingRefusals(knex, account_id)
  const billingAddress = billingAddressMode(operations.billingAddress, orders)
  if (billingAddress === "auto") return { policy }
  return { policy: { ...policy, operations: { ...operations, billingAddress } }, gaveUpBilling: since }
}

/** Noted in the ledger once per time that the account gives up, and said to whoever reads the log. */
export async function sayOnce(
  { knex, logger, trigger }: Pick<SyncRun, "knex" | "logger" | "trigger">,
  account_id: string,
  since: string
): Promise<void> {
  const isNew = await noteDecision(knex, { kind: "billing_fallback", account_id, trigger, key: since })
  if (!isNew) return
  logger.warn(
    `Klarna: account "${account_id}" refused the billing address of ${REFUSED_ORDERS} orders whose delivery address it accepted, ` +
      "so billing addresses are not sent by themselves any more. The difference is shown on each order, where it can be sent by hand. " +
      `POST /admin/klarna/accounts/${account_id}/rearm-billing turns it on again.`
  )
}
