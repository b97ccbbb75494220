import type { PaymentSessionStatus } from "@medusajs/framework/types"
import type { Order } from "../../klarna/types"
import { accountThatSold } from "./accounts"
import { klarnaOrderIdOf } from "./capture"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"

/** Klarna's order behind a payment. @throws MedusaError (400) without one, KlarnaError when it cannot be read */
export async function readOrder(room: ProviderRoom, data: KlarnaPaymentData): Promise<Order> {
  const { client } = accountThatSold(room.clients, data)
  return (await client.orders.read(klarnaOrderIdOf(data))).data
}

/** Klarna's two statuses as Medusa's one. */
export function statusOf({ status, fraud_status }: Pick<Order, "status" | "fraud_status">): PaymentSessionStatus {
  if (status === "CANCELLED" || status === "EXPIRED") return "canceled"
  if (status === "CAPTURED" || status === "CLOSED") return "captured"
  if (fraud_status === "PENDING") return "pending_authorization"
  return fraud_status === "ACCEPTED" ? "authorized" : "error"
}
