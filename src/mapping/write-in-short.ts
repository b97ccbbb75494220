import type { KlarnaMirror, KlarnaWrite, WriteInShort } from "./types"

/** For the ledger, for what waits for the merchant, and for the difference that is shown before anything is sent. */
export function inShort(write: KlarnaWrite, mirror: KlarnaMirror): WriteInShort {
  return { kind: write.kind, asked: askedBy(write, mirror) }
}

function askedBy(write: KlarnaWrite, mirror: KlarnaMirror): WriteInShort["asked"] {
  const before = { previous_amount: mirror.order_amount, currency: mirror.purchase_currency }
  switch (write.kind) {
    case "authorization":
      return { order_amount: write.order_amount, ...before, lines: write.order_lines.length }
    case "shipping_address":
    case "billing_address":
      return { fields: Object.keys(write.changes) }
    case "references":
      return { ...write.changes }
    case "cancel":
      return { reason: write.reason, order_amount: mirror.order_amount, currency: mirror.purchase_currency }
    case "release":
      return { released_amount: mirror.order_amount - mirror.captured_amount, currency: mirror.purchase_currency }
    case "extend":
      return { expires_at: write.expires_at ?? undefined }
    case "shipping_info":
      return { parcels: write.parcels.length, capture_id: write.capture_id }
    case "acknowledge":
      return {}
  }
}
