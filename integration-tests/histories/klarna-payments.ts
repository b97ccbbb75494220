import type { History } from "./history"

/** Amounts in major units. */
export interface KlarnaPayment {
  id: string
  amount: number
  captured: number
  refunded: number
  isLive: boolean
  isCapturedInFull: boolean
}

const FIELDS = ["amount", "id", "provider_id", "data", "created_at", "canceled_at", "captured_at", "captures.amount"]

/** Medusa's payments of this Klarna order, newest first. */
export async function klarnaPaymentsOf({
  container,
  order,
}: Pick<History, "container" | "order">): Promise<KlarnaPayment[]> {
  const { data } = await container.resolve("query").graph({
    entity: "order",
    fields: [...FIELDS, "refunds.amount"].map((field) => `payment_collections.payments.${field}`),
    filters: { id: order.id },
  })
  // The generated types do not follow the link from orders to payments.
  const [{ payment_collections }] = data as unknown as [{ payment_collections: { payments: Payment[] }[] }]
  return payment_collections
    .flatMap(({ payments }) => payments)
    .filter((payment) => payment.data.klarna_order_id === order.klarnaId)
    .sort((a, b) => new Date(b.created_at).getTime() - new Date(a.created_at).getTime())
    .map((payment) => ({
      id: payment.id,
      amount: Number(payment.amount),
      captured: sum(payment.captures),
      refunded: sum(payment.refunds),
      isLive: !payment.canceled_at,
      isCapturedInFull: Boolean(payment.captured_at),
    }))
}

interface Payment {
  id: string
  amount: number
  data: Record<string, unknown>
  created_at: string | Date
  canceled_at: string | null
  captured_at: string | null
  captures: Movement[]
  refunds: Movement[]
}
type Movement = { amount: number } | null

const sum = (movements: Movement[] = []): number =>
  movements.reduce((total, movement) => total + Number(movement?.amount ?? 0), 0)
