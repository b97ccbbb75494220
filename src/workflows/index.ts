export * from "./sync-order-to-klarna"
export * from "./update-klarna-references"
export * from "./reconcile-klarna-orders"
