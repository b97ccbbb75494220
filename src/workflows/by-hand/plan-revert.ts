import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type InverseEdit, inverseEdit, type ItemVersion } from "../../mapping/inverse-edit"
import { mayAct } from "../standing"
import { notDone } from "./answers"

/** What core's workflows take to add a line again. Prices in major units. */
export interface AddedItem {
  variant_id?: string
  title: string
  quantity: number
  unit_price: number
}

export interface Revert {
  updates: InverseEdit["updates"]
  additions: AddedItem[]
  klarna_order_id: string
  account_id: string
}

/**
 * What undoes the last confirmed edit.
 * @throws MedusaError (400) while another edit is open, or when nothing can be undone
 */
export async function planRevert(container: MedusaContainer, order_id: string): Promise<Revert> {
  const { row } = await mayAct(container, order_id, "revert_edit")
  const changes = await changesOf(container, order_id)
  if (changes.some(({ status }) => status === "pending" || status === "requested")) throw notDone(OPEN)
  const last = changes.find(({ change_type, status }) => change_type === "edit" && status === "confirmed")
  if (!last) throw notDone(NOTHING)
  const version = (of: number) => itemsOf(container, order_id, of)
  const now = await currentVersion(container, order_id)
  const inverse = inverseEdit(await version(last.version - 1), await version(last.version), await version(now))
  if (!inverse.updates.length && !inverse.additions.length) throw notDone(NOTHING)
  const { klarna_order_id, account_id } = row
  const additions = await asNewItems(container, inverse.additions)
  return { updates: inverse.updates, additions, klarna_order_id, account_id }
}

const OPEN = "An edit of this order is open already. Confirm or cancel it first, then undo the one before it."
const NOTHING =
  "The last edit changed no lines of the order, so nothing can be undone with another edit. Change the order back by hand."

/** The latest first. */
async function changesOf(container: MedusaContainer, order_id: string) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_change",
    fields: ["id", "status", "change_type", "version"],
    filters: { order_id },
    pagination: { order: { created_at: "DESC" }, take: 100 },
  })
  return data
}

async function currentVersion(container: MedusaContainer, id: string): Promise<number> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["id", "version"], filters: { id } })
  return data[0].version
}

/** Older versions are not to be had from the order module. Source: `@medusajs/order/dist/models/order-item.js`. */
async function itemsOf(container: MedusaContainer, order_id: string, version: number): Promise<ItemVersion[]> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const rows: Record<keyof ItemVersion, string>[] = await knex("order_item")
    .join("order_line_item", "order_line_item.id", "order_item.item_id")
    .select("order_item.item_id", "order_item.quantity")
    .select(knex.raw("coalesce(order_item.unit_price, order_line_item.unit_price) AS unit_price"))
    .where({ "order_item.order_id": order_id, "order_item.version": version })
    .whereNull("order_item.deleted_at")
  return rows.map(({ item_id, quantity, unit_price }) => ({
    item_id,
    quantity: Number(quantity),
    unit_price: Number(unit_price),
  }))
}

async function asNewItems(container: MedusaContainer, items: ItemVersion[]): Promise<AddedItem[]> {
  if (!items.length) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_line_item",
    fields: ["id", "title", "variant_id", "is_tax_inclusive"],
    filters: { id: items.map(({ item_id }) => item_id) },
  })
  return items.map(({ item_id, quantity, unit_price }) => {
    const { title, variant_id, is_tax_inclusive } = data.find(({ id }) => id === item_id) ?? { title: item_id }
    return { title, quantity, unit_price, is_tax_inclusive, ...(variant_id && { variant_id }) }
  })
}
