import {
  beginReceiveReturnWorkflow,
  beginReturnOrderWorkflow,
  cancelReturnWorkflow,
  confirmReturnReceiveWorkflow,
  confirmReturnRequestWorkflow,
  createOrderFulfillmentWorkflow,
  receiveItemReturnRequestWorkflow,
  requestItemReturnWorkflow,
} from "@medusajs/medusa/core-flows"
import { deed, inWords, type Telling } from "../deed"
import { happen, type History } from "../history"
import { linesOf } from "../lines"

export const aParcel: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "fulfilment",
      words: `The merchant packs everything ${inWords(delivery)}`,
      isPossible: ({ isCanceled, isFulfilled }) => !isCanceled && !isFulfilled,
      happens: async (history, known) => {
        known.isFulfilled = await happen(history, delivery, () => pack(history))
      },
    })
  )

async function pack({ container, order, store }: History): Promise<void> {
  const open = (await linesOf(container, order.id)).filter(({ quantity, fulfilled }) => quantity > fulfilled)
  const items = open.map(({ id, quantity, fulfilled }) => ({ id, quantity: quantity - fulfilled }))
  await createOrderFulfillmentWorkflow(container).run({
    input: { order_id: order.id, items, location_id: store.stockLocationId },
  })
}

export const aReturnRequest: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "return requested",
      words: `The customer wants to give one thing back ${inWords(delivery)}`,
      isPossible: ({ isCanceled, isFulfilled }) => !isCanceled && isFulfilled,
      happens: (history, known) =>
        happen(history, delivery, async () => {
          const return_id = await requestReturn(history)
          if (return_id) known.returns.push(return_id)
        }),
    })
  )

async function requestReturn({ container, order }: History): Promise<string | undefined> {
  const line = (await linesOf(container, order.id)).find(({ delivered }) => delivered > 0)
  if (!line) return undefined
  const { result } = await beginReturnOrderWorkflow(container).run({ input: { order_id: order.id } })
  const return_id = result.return_id as string
  try {
    await requestItemReturnWorkflow(container).run({ input: { return_id, items: [{ id: line.id, quantity: 1 }] } })
    await confirmReturnRequestWorkflow(container).run({ input: { return_id } })
    return return_id
  } catch (error) {
    await cancelReturnWorkflow(container).run({ input: { return_id } })
    throw error
  }
}

export const aReturnReceived: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "return received",
      words: `What the customer gave back arrives ${inWords(delivery)}`,
      isPossible: ({ isCanceled, returns }) => !isCanceled && returns.length > 0,
      happens: (history, known) =>
        happen(history, delivery, () => receive(history.container, known.returns.shift() as string)),
    })
  )

async function receive(container: History["container"], return_id: string): Promise<void> {
  const { data } = await container
    .resolve("query")
    .graph({ entity: "return", fields: ["items.item_id", "items.quantity"], filters: { id: return_id } })
  // The generated types know no items of a return.
  const [{ items: asked }] = data as unknown as [{ items: { item_id: string; quantity: number }[] }]
  const items = asked.map(({ item_id, quantity }) => ({ id: item_id, quantity: Number(quantity) }))
  await beginReceiveReturnWorkflow(container).run({ input: { return_id } })
  await receiveItemReturnRequestWorkflow(container).run({ input: { return_id, items } })
  await confirmReturnReceiveWorkflow(container).run({ input: { return_id } })
}

/** Medusa tells nobody of it. */
export const aReturnCalledOff: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "return called off",
      words: `The customer keeps it after all ${inWords(delivery)}`,
      isPossible: ({ isCanceled, returns }) => !isCanceled && returns.length > 0,
      happens: (history, known) =>
        happen(history, delivery, () =>
          cancelReturnWorkflow(history.container).run({ input: { return_id: known.returns.shift() as string } })
        ),
    })
  )
