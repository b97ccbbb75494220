import { syncOrderToKlarnaWorkflow } from "../../src/workflows"
import type { History } from "./history"

/** The merchant's button. */
export const press = ({ container, order }: Pick<History, "container" | "order">, insists = false) =>
  syncOrderToKlarnaWorkflow(container).run({
    input: {
      order_id: order.id,
      trigger: "user:merchant",
      ...(insists && { force: ["authorization", "shipping_address", "cancel"] }),
    },
  })
