import { createOrderShipmentWorkflow } from "@medusajs/medusa/core-flows"
import { deed, inWords, type Telling } from "../deed"
import { happen, type History } from "../history"

/** What was packed leaves, each fulfilment with a tracking number of its own. */
export const aShipment: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "shipment",
      words: `A carrier takes what is packed ${inWords(delivery)}`,
      isPossible: ({ isCanceled, isFulfilled }) => !isCanceled && isFulfilled,
      happens: (history) => happen(history, delivery, () => ship(history)),
    })
  )

async function ship({ container, order }: History): Promise<void> {
  for (const { id, items } of (await fulfillmentsOf({ container, order })).filter(({ shipped_at }) => !shipped_at)) {
    await createOrderShipmentWorkflow(container).run({
      input: {
        order_id: order.id,
        fulfillment_id: id,
        items: items.map(({ line_item_id, quantity }) => ({ id: line_item_id, quantity: Number(quantity) })),
        labels: [{ tracking_number: `T-${id}`, tracking_url: `https://track.example/${id}`, label_url: "" }],
      },
    })
  }
}

interface Fulfillment {
  id: string
  shipped_at: string | Date | null
  canceled_at: string | Date | null
  items: { line_item_id: string; quantity: number }[]
  labels: { tracking_number: string }[]
}

const FIELDS = ["id", "shipped_at", "canceled_at", "items.line_item_id", "items.quantity", "labels.tracking_number"]

async function fulfillmentsOf({ container, order }: Pick<History, "container" | "order">): Promise<Fulfillment[]> {
  const { data } = await container.resolve("query").graph({
    entity: "order",
    fields: FIELDS.map((field) => `fulfillments.${field}`),
    filters: { id: order.id },
  })
  // The generated types do not follow the link from orders to fulfilments.
  const [{ fulfillments }] = data as unknown as [{ fulfillments: Fulfillment[] | null }]
  return (fulfillments ?? []).filter(({ canceled_at }) => !canceled_at)
}

/** The tracking numbers of everything that left. */
export async function parcelsOf(history: Pick<History, "container" | "order">): Promise<string[]> {
  const shipped = (await fulfillmentsOf(history)).filter(({ shipped_at }) => shipped_at)
  return shipped.flatMap(({ labels }) => labels.map(({ tracking_number }) => tracking_number))
}
