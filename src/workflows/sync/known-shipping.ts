import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { acceptedShipping } from "../../ledger"
import { toldBy, withAccepted } from "../../mapping/parcels"
import type { KlarnaMirror, OrderSnapshot, ShippingInfoWrite } from "../../mapping/types"

/** The mirror with the captures and parcels that the ledger knows; looked up only where there is something to tell. */
export async function withKnownShipping(
  knex: Knex,
  mirror: KlarnaMirror,
  { shipments }: Pick<OrderSnapshot, "shipments">
): Promise<KlarnaMirror> {
  if (!shipments.some(({ parcels }) => parcels.length)) return mirror
  return withAccepted(mirror, await acceptedShipping(knex, mirror.klarna_order_id))
}

/** A capture of the provider took some of these parcels along after this was planned. Asked while nobody else can write. */
export async function isTold(knex: Knex, klarna_order_id: string, { told }: ShippingInfoWrite): Promise<boolean> {
  const accepted = await acceptedShipping(knex, klarna_order_id)
  return accepted.some(({ asked }) => toldBy(asked).some((each) => told.includes(each)))
}
