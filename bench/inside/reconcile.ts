import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileKlarnaOrdersWorkflow } from "../../src/workflows/reconcile-klarna-orders"

/** What the job does each minute. */
export async function reconcile(container: MedusaContainer, _: object): Promise<void> {
  await reconcileKlarnaOrdersWorkflow(container).run()
}
