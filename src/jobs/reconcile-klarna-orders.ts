import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileKlarnaOrdersWorkflow } from "../workflows/reconcile-klarna-orders"

export default async function reconcileKlarnaOrders(container: MedusaContainer): Promise<void> {
  await reconcileKlarnaOrdersWorkflow(container).run()
}

export const config = { name: "reconcile-klarna-orders", schedule: "* * * * *" }
