import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { updateKlarnaReferencesWorkflow } from "../../../../../../workflows/update-klarna-references"
import { klarnaOrderOf } from "../../../klarna-order"
import type { AdminUpdateKlarnaReferencesType } from "../../../validators"

/** Gives the Klarna order other references than the options would, and tells Klarna. */
export async function POST(
  req: AuthenticatedMedusaRequest<AdminUpdateKlarnaReferencesType>,
  res: MedusaResponse
): Promise<void> {
  const { order_id } = req.params
  const { result: sync } = await updateKlarnaReferencesWorkflow(req.scope).run({
    input: { order_id, references: req.validatedBody, user_id: req.auth_context.actor_id },
  })
  res.json({ ...(await klarnaOrderOf(req.scope, order_id)), sync })
}
