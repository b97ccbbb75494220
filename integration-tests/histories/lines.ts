import type { MedusaContainer } from "@medusajs/framework/types"

export interface Line {
  id: string
  title: string
  quantity: number
  fulfilled: number
  /** With the customer and not asked back yet. */
  delivered: number
}

const FIELDS = ["id", "total", "items.id", "items.product_title", "items.title", "items.detail.*"]

/** The lines of an order by product, with how far they are. */
export async function linesOf(container: MedusaContainer, id: string): Promise<Line[]> {
  const { data } = await container.resolve("query").graph({ entity: "order", fields: FIELDS, filters: { id } })
  // The generated types know no `detail` and no titles of products.
  const [{ items }] = data as unknown as [{ items: Item[] }]
  return items.map(({ id, title, product_title, detail }) => ({
    id,
    title: product_title ?? title,
    quantity: Number(detail.quantity),
    fulfilled: Number(detail.fulfilled_quantity),
    delivered:
      Number(detail.fulfilled_quantity) -
      Number(detail.return_requested_quantity) -
      Number(detail.return_received_quantity),
  }))
}

interface Item {
  id: string
  title: string
  product_title?: string
  detail: Record<
    "quantity" | "fulfilled_quantity" | "return_requested_quantity" | "return_received_quantity",
    number | string
  >
}
