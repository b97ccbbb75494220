/** Of the queries that the admin shares. Whatever an order's action changes is below `all`. */
export const klarnaKeys = {
  all: ["klarna"],
  order: (orderId: string) => ["klarna", "order", orderId],
  /** Asks Klarna, so it is never refreshed by the way. */
  difference: (orderId: string) => ["klarna_difference", orderId],
  orders: (query: object) => ["klarna", "orders", query],
  summary: ["klarna", "summary"],
  settings: ["klarna", "settings"],
  backfill: ["klarna_backfill"],
}
