import type { KlarnaOrderRow } from "../../src/modules/klarna/types"
import type { Operation } from "../../src/ledger"
import type { Attention } from "../../src/mapping/types"
import { reconcileKlarnaOrdersWorkflow } from "../../src/workflows"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Http } from "./http"

/** How an order stands with Klarna, as `GET /admin/klarna/orders/:order_id` tells a merchant. */
export interface KlarnaSide {
  klarna_order: Omit<KlarnaOrderRow, "attention" | "notes"> & { attention: Attention[] | null; notes: Note[] | null }
  /** Newest first. */
  operations: Operation[]
}

export interface Note {
  code?: string
  for?: string
  kind: string
}

export const klarnaSideOf = (admin: Http, orderId: string): Promise<KlarnaSide> =>
  admin.get<KlarnaSide>(`/admin/klarna/orders/${orderId}`)

/** As if the time of the next attempt had come: then the job that Medusa starts every minute. */
export async function letTimePass(container: MedusaContainer, orderId: string): Promise<void> {
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)("klarna_order")
    .where({ order_id: orderId })
    .whereNotNull("next_attempt_at")
    .update({ next_attempt_at: new Date(0) })
  await runReconcileJob(container)
}

/** @returns how many orders each part of the job looked at. */
export async function runReconcileJob(container: MedusaContainer) {
  const { result } = await reconcileKlarnaOrdersWorkflow(container).run()
  return result
}
