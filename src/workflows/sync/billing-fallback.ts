import { billingRefusals, noteDecision } from "../../ledger"
import { billingAddressMode, REFUSED_ORDERS } from "../../mapping/billing-fallback"
import type { PlanPolicy, SyncPlan } from "../../mapping/types"
import type { ConnectedRun } from "./types"

/** The policy after what this account said to billing addresses so far. The ledger is asked only when one is about to be sent. */
export async function afterBillingRefusals(
  run: Pick<ConnectedRun, "knex" | "logger" | "trigger">,
  account_id: string,
  policy: PlanPolicy,
  { writes }: SyncPlan
): Promise<PlanPolicy> {
  const isAboutToSend = writes.some(({ kind }) => kind === "billing_address")
  const isForced = policy.force?.includes("billing_address")
  if (policy.billingAddress !== "auto" || !isAboutToSend || isForced) return policy
  const { orders, since } = await billingRefusals(run.knex, account_id)
  const billingAddress = billingAddressMode(policy.billingAddress, orders)
  if (billingAddress === "manual") await sayOnce(run, account_id, since)
  return { ...policy, billingAddress }
}

async function sayOnce(
  { knex, logger, trigger }: Pick<ConnectedRun, "knex" | "logger" | "trigger">,
  account_id: string,
  since: string
) {
  const isNew = await noteDecision(knex, { kind: "billing_fallback", account_id, trigger, key: since })
  if (!isNew) return
  logger.warn(
    `Klarna: account "${account_id}" refused the billing address of ${REFUSED_ORDERS} orders whose delivery address it accepted, ` +
      "so billing addresses are not sent by themselves any more. The difference is shown on each order, where it can be sent by hand. " +
      `POST /admin/klarna/accounts/${account_id}/rearm-billing turns it on again.`
  )
}
