export * from "./sync-order-to-klarna"
export * from "./update-klarna-references"
export * from "./rearm-billing-address"
export * from "./reconcile-klarna-orders"
