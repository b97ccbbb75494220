/**
 * What a store can subscribe to on Medusa's event bus. Each is told at least once; the data is a `KlarnaOrderEventData`, ids and a code
 * without anything personal: whoever wants more reads the order.
 */
export const KlarnaOrderEvents = {
  /** Something was brought in step: Klarna and the order agree (again). */
  SYNCED: "klarna.order.synced",
  /** A person has to look: `attention_code` says what at. Told once per reason. */
  NEEDS_ATTENTION: "klarna.order.needs_attention",
  /** What needed attention needs it no more. */
  RECOVERED: "klarna.order.recovered",
} as const

export interface KlarnaOrderEventData {
  /** Medusa's order. */
  order_id: string
  klarna_order_id: string
  /** Of `needs_attention` what it is about, of `recovered` what it was about; else null. */
  attention_code: string | null
}

/** Between a callback of Klarna's and our own subscriber; nothing for stores. */
export const KLARNA_ORDER_DECIDED = "klarna.order.decided"
