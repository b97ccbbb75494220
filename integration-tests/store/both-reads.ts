import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { decimal, type Amount } from "../../src/mapping/money"
import { ORDER_FIELDS, type OrderForSync } from "../../src/mapping/order-fields"
import { orderSnapshot } from "../../src/mapping/order-snapshot"
import { queryOrder } from "../../src/workflows/sync/query-order"
import { readAtOnce } from "../../src/workflows/sync/read-order"

/** An order as the plugin reads it in one statement, and as Medusa's own query answers it. */
export async function bothReads(container: MedusaContainer, id: string) {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  return { ours: (await readAtOnce(knex, id))!, medusas: (await queryOrder(container, id, ORDER_FIELDS))! }
}

/** In what an order read in one statement is not what Medusa's own query answers, as paths; empty: it is the same. */
export async function differencesOfReads(container: MedusaContainer, id: string): Promise<string[]> {
  const { ours, medusas } = await bothReads(container, id)
  const [mine, theirs] = [ours, medusas].map((order) => snapshot(order))
  return [
    ...differences(ours, medusas, "order"),
    ...(JSON.stringify(mine) === JSON.stringify(theirs) ? [] : ["the snapshot"]),
  ]
}

function snapshot(order: OrderForSync) {
  const payments = (order.payment_collections ?? []).flatMap((each) => each?.payments ?? [])
  const { shipments, ...snapshot } = orderSnapshot(order, {
    klarna_order_id: String(payments[0]?.data?.klarna_order_id ?? ""),
    purchase_country: order.shipping_address?.country_code ?? "se",
    options: { references: { merchantReference1: "display_id", merchantReference2: "id" }, salesTaxCountries: ["US"] },
  })
  const byLine = (a: { line_id: string }, b: { line_id: string }) => (a.line_id < b.line_id ? -1 : 1)
  return { ...snapshot, shipments: shipments.map((each) => ({ ...each, goods: [...each.goods].sort(byLine) })) }
}

/** Everything that our read has is in Medusa's with the same value, however it is written, and no list has more or fewer rows. */
function differences(ours: unknown, medusas: unknown, path: string): string[] {
  if (isNothing(ours) && isNothing(medusas)) return []
  if (Array.isArray(ours)) {
    if (!Array.isArray(medusas) || ours.length !== medusas.length) return [`${path}: another number of rows`]
    const theirs = inOrder(medusas)
    return inOrder(ours).flatMap((each, at) => differences(each, theirs[at], `${path}[${at}]`))
  }
  if (isRecord(ours) && !isNumber(ours)) {
    if (!isRecord(medusas)) return [`${path} is not there in Medusa's`]
    return Object.keys(ours).flatMap((key) => differences(ours[key], medusas[key], `${path}.${key}`))
  }
  return isSame(ours, medusas) ? [] : [`${path}: ${String(ours)} and not ${String(medusas)}`]
}

function isSame(ours: unknown, medusas: unknown): boolean {
  if (medusas instanceof Date) return new Date(ours as string).getTime() === medusas.getTime()
  if (isNumber(medusas) || typeof medusas === "number") return decimal(ours as Amount).eq(decimal(medusas as Amount))
  return ours === medusas
}

/** Medusa answers `[]`, `null` or nothing where there is nothing; all three are read the same way. */
const isNothing = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && !value.length)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
const isNumber = (value: unknown): boolean =>
  isRecord(value) && ("raw_" in value || "numeric_" in value || ("c" in value && "e" in value && "s" in value))

const inOrder = (rows: unknown[]) => [...rows].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
/** What is in a parcel comes without ids of its own. */
const idOf = (row: unknown) => {
  const { id, line_item_id } = row as { id?: string; line_item_id?: string }
  return id ?? line_item_id ?? ""
}
