import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { rearmBillingAddressWorkflow } from "../../../../../../workflows/rearm-billing-address"

/** Lets an account tell billing addresses by itself again, after Klarna's refusals had ended that. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { result } = await rearmBillingAddressWorkflow(req.scope).run({
    input: { account_id: req.params.account_id, user_id: req.auth_context.actor_id },
  })
  res.json(result)
}
