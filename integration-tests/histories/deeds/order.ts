import { cancelOrderWorkflow, updateOrderWorkflow } from "@medusajs/medusa/core-flows"
import fc from "fast-check"
import { toMinor } from "../../../src/mapping/money"
import { updateKlarnaReferencesWorkflow } from "../../../src/workflows"
import { deed, type Deed, inWords, type Telling } from "../deed"
import { happen, type History } from "../history"
import { klarnaPaymentsOf } from "../klarna-payments"

const anyMove = fc.oneof(
  fc.record({ city: fc.constantFrom("Uppsala", "Lund", "Malmö") }),
  fc.record({ address_1: fc.constantFrom("Storgatan 1", "Kungsgatan 2") }),
  fc.record({ first_name: fc.constantFrom("Elsa", "Ines"), phone: fc.constantFrom("+46701740615", "") }),
  fc.constant({ postal_code: "" })
)

export const aNewAddress: Telling = (anyDelivery) =>
  fc
    .record({
      address: anyMove,
      which: fc.constantFrom("shipping_address", "billing_address"),
      asksFirst: fc.boolean(),
      delivery: anyDelivery,
    })
    .map(({ address, which, asksFirst, delivery }) =>
      deed({
        name: `${which.replace("_", " ")}${asksFirst ? ", Klarna is asked first" : ""}`,
        words: `The merchant changes the ${which.replace("_", " ")}: ${JSON.stringify(address)} ${asksFirst ? "in the admin " : ""}${inWords(delivery)}`,
        isPossible: ({ isCanceled }) => !isCanceled,
        happens: (history) => happen(history, delivery, () => update(history, { [which]: address }, asksFirst)),
      })
    )

function update({ admin, container, order }: History, change: object, asksFirst = false): Promise<unknown> {
  if (asksFirst) return admin.post(`/admin/orders/${order.id}`, change)
  return updateOrderWorkflow(container).run({ input: { id: order.id, user_id: "merchant", ...change } })
}

export const aNewMail: Telling = (anyDelivery) =>
  fc
    .record({ email: fc.constantFrom("elsa@example.com", "ines@example.com"), delivery: anyDelivery })
    .map(({ email, delivery }) =>
      deed({
        name: "email",
        words: `The customer has a new mail address, ${email} ${inWords(delivery)}`,
        isPossible: ({ isCanceled }) => !isCanceled,
        happens: (history) => happen(history, delivery, () => update(history, { email })),
      })
    )

export const aCancel: Telling = (anyDelivery) =>
  anyDelivery.map((delivery) =>
    deed({
      name: "cancel",
      words: `The merchant cancels the order ${inWords(delivery)}`,
      isPossible: ({ isCanceled }) => !isCanceled,
      happens: async (history, known) => {
        const isDone = await happen(history, delivery, () => cancel(history))
        if (isDone) known.isCanceled = true
      },
    })
  )

/** Core gives back what was captured, and keeps quiet where that fails. */
async function cancel(history: History): Promise<void> {
  const payments = await klarnaPaymentsOf(history)
  const minor = (amount: number) => toMinor(amount, history.order.currency)
  const onTopOf = payments.reduce((sum, { refunded }) => sum + minor(refunded), 0)
  const kept = payments.map(({ captured, refunded }) => minor(captured - refunded))
  await cancelOrderWorkflow(history.container).run({ input: { order_id: history.order.id } })
  history.refunds.push(...kept.filter((amount) => amount > 0).map((amount) => ({ amount, onTopOf, isDone: true })))
}

export const newReferences: fc.Arbitrary<Deed> = fc.constantFrom("A-1", "B-2", "").map((merchant_reference2) =>
  deed({
    name: "references",
    words: `The merchant gives the Klarna order the second reference "${merchant_reference2}"`,
    happens: (history) =>
      happen(history, { news: "at once" }, () =>
        updateKlarnaReferencesWorkflow(history.container).run({
          input: { order_id: history.order.id, references: { merchant_reference2 }, user_id: "merchant" },
        })
      ),
  })
)
