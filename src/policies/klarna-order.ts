import { definePolicies } from "@medusajs/framework/utils"

/** Only where the store turned RBAC on; see the routes under `/admin/klarna`. */
export default definePolicies([
  {
    name: "ReadKlarnaOrder",
    resource: "klarna_order",
    operation: "read",
    description: "See how orders stand with Klarna",
  },
  { name: "UpdateKlarnaOrder", resource: "klarna_order", operation: "update", description: "Act on Klarna orders" },
])
