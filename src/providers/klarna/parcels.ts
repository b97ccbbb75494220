import { container } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { acceptedShipping, type Operation } from "../../ledger"
import type { OrderLine, ShippingInfo } from "../../klarna/types"
import { shipmentsOfCapture, untoldParcels } from "../../mapping/capture-parcels"
import { type OrderForSync, SHIPMENT_FIELDS } from "../../mapping/order-fields"
import { toldBy, withAccepted } from "../../mapping/parcels"
import { shipmentsOf } from "../../mapping/shipments"
import type { Fingerprint, Shipment } from "../../mapping/types"
import { acknowledgedOf } from "./look-ups"
import type { ProviderRoom } from "./room"

/** What a capture says of shipping. `told`: the parcels that go along, as the ledger keeps them: by their fingerprints. */
export interface CaptureShipping {
  told?: Fingerprint[]
  shipping_delay?: number
}

/** Parcels of what is captured that Klarna was not told of yet; the delay where nothing of it has left. */
export async function shippingOfCapture(
  { knex, options }: ProviderRoom,
  klarna_order_id: string,
  shipments: Shipment[],
  order_lines: OrderLine[] | undefined
): Promise<CaptureShipping> {
  const known = await knownShipping(knex, klarna_order_id)
  const captured = shipmentsOfCapture(shipments, known, order_lines)
  const hasLeft = (order_lines ? captured : shipments).some(({ has_left }) => has_left)
  const told = options.operations.shippingInfo === "auto" ? [...untoldParcels(captured, known).keys()] : []
  return {
    ...(told.length > 0 && { told }),
    ...(options.shippingDelayDays > 0 && !hasLeft && { shipping_delay: options.shippingDelayDays }),
  }
}

/**
 * The parcels of a capture's row as Klarna wants them, looked up when it is sent: the ledger keeps no tracking. What the sync told
 * meanwhile is left out; nobody else can write while the row is open.
 */
export async function parcelsToSend(
  { knex, logger }: Pick<ProviderRoom, "knex" | "logger">,
  { klarna_order_id, order_id, asked }: Operation
): Promise<Map<Fingerprint, ShippingInfo>> {
  const told = toldBy(asked)
  if (!told.length || !klarna_order_id || !order_id) return new Map()
  try {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({ entity: "order", fields: SHIPMENT_FIELDS, filters: { id: order_id } })
    // As in goods.ts: what these fields answer is written down in order-fields.ts.
    const shipments = shipmentsOf(data[0] as unknown as OrderForSync, [])
    const untold = untoldParcels(shipments, await knownShipping(knex, klarna_order_id))
    return new Map([...untold].filter(([fingerprint]) => told.includes(fingerprint)))
  } catch (error) {
    logger.warn(`Klarna: a capture goes without its parcels: ${(error as Error).message}`)
    return new Map()
  }
}

async function knownShipping(knex: ProviderRoom["knex"], klarna_order_id: string) {
  const acknowledged = await acknowledgedOf(knex, klarna_order_id)
  return withAccepted({ klarna_order_id, acknowledged }, await acceptedShipping(knex, klarna_order_id))
}
