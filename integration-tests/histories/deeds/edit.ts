import {
  beginOrderEditOrderWorkflow,
  cancelBeginOrderEditWorkflow,
  confirmOrderEditRequestWorkflow,
  createOrderCreditLinesWorkflow,
  orderEditAddNewItemWorkflow,
  orderEditUpdateItemQuantityWorkflow,
} from "@medusajs/medusa/core-flows"
import fc from "fast-check"
import type { ProductName } from "../../store/catalog"
import { deed, type Deed, inWords, type Telling } from "../deed"
import { happen, type History } from "../history"
import { linesOf } from "../lines"

interface Change {
  product: ProductName
  /** What there shall be of it; 0 removes the line. */
  quantity: number
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  product: fc.constantFrom<ProductName>("Shirt", "Mug", "Poster"),
  quantity: fc.integer({ min: 0, max: 4 }),
})

/** The merchant edits the order; what is not in it is added. */
export const anEdit: Telling = (anyDelivery) =>
  fc
    .record({
      changes: fc.array(anyChange, { minLength: 0, maxLength: 2 }),
      asksFirst: fc.boolean(),
      delivery: anyDelivery,
    })
    .map(({ changes, asksFirst, delivery }) =>
      deed({
        name: asksFirst ? "edit, Klarna is asked first" : "edit",
        words: `The merchant edits the order: ${inShort(changes)} ${asksFirst ? "in the admin, which asks Klarna first " : ""}${inWords(delivery)}`,
        isPossible: ({ isCanceled }) => !isCanceled,
        happens: (history) => happen(history, delivery, () => edit(history, changes, asksFirst)),
      })
    )

/** Longer than an edit takes: the next one comes in the middle of telling Klarna of the last. */
const SLOW_MS = 1500

/** One edit after the other, faster than Klarna can be told of them. */
export const aBurst: fc.Arbitrary<Deed> = fc
  .array(fc.array(anyChange, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 4 })
  .map((edits) =>
    deed({
      name: "burst of edits",
      words: `While Klarna is slow the merchant edits the order: ${edits.map(inShort).join("; then ")}`,
      isPossible: ({ isCanceled }) => !isCanceled,
      happens: async (history) => {
        const match = { method: "PATCH", path: `/orders/${history.order.klarnaId}` }
        await history.klarna.faults({ fault: "slow", delay_ms: SLOW_MS, match })
        for (const changes of edits) {
          await happen(history, { news: "while more happens" }, () => edit(history, changes, false))
        }
      },
    })
  )

const inShort = (changes: Change[]) =>
  changes.map(({ product, quantity }) => `${quantity} x ${product}`).join(", ") || "nothing"

/** In the admin's own route the plugin asks Klarna before core commits; a workflow of the store's own knows nothing of that. */
async function edit(history: History, changes: Change[], asksFirst: boolean): Promise<void> {
  const { admin, container, order } = history
  await beginOrderEditOrderWorkflow(container).run({ input: { order_id: order.id } })
  try {
    for (const change of changes) await enter(history, change)
    if (asksFirst) await admin.post(`/admin/order-edits/${order.id}/confirm`)
    else await confirmOrderEditRequestWorkflow(container).run({ input: { order_id: order.id } })
  } catch (error) {
    // As the admin's "cancel": an edit that stays open would forbid every other change.
    await cancelBeginOrderEditWorkflow(container).run({ input: { order_id: order.id } })
    throw error
  }
}

async function enter({ container, order, store }: History, { product, quantity }: Change): Promise<void> {
  const line = (await linesOf(container, order.id)).find(({ title }) => title === product)
  const order_id = order.id
  if (line) {
    const items = [{ id: line.id, quantity }]
    await orderEditUpdateItemQuantityWorkflow(container).run({ input: { order_id, items } })
  } else if (quantity > 0) {
    const items = [{ variant_id: store.variants[product], quantity }]
    await orderEditAddNewItemWorkflow(container).run({ input: { order_id, items } })
  }
}

/** Goodwill: Medusa tells of it with no named event. */
export const aCreditLine: Telling = (anyDelivery) =>
  fc.record({ amount: fc.integer({ min: 1, max: 60 }), delivery: anyDelivery }).map(({ amount, delivery }) =>
    deed({
      name: "credit line",
      words: `The merchant gives ${amount} off ${inWords(delivery)}`,
      isPossible: ({ isCanceled }) => !isCanceled,
      happens: (history) =>
        happen(history, delivery, () =>
          createOrderCreditLinesWorkflow(history.container).run({
            input: {
              id: history.order.id,
              credit_lines: [{ amount, reference: "goodwill", reference_id: history.order.id }],
            },
          })
        ),
    })
  )
