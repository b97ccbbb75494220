/**
 * SQL: a purchase in the ledger (`old`) that never became an order that the plugin knows, and of which nothing is to be found out any more.
 * Klarna refused it, or the order that it placed was given up and cancelled.
 */
export const UNPLACED = `old.kind = 'create_order'
  AND (old.outcome IN ('refused', 'failed', 'superseded') OR (old.outcome = 'accepted' AND old.followed_up_at IS NOT NULL))
  AND NOT EXISTS (SELECT FROM klarna_order AS k WHERE k.klarna_order_id = old.klarna_order_id)`
