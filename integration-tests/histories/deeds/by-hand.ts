import fc from "fast-check"
import {
  captureKlarnaRemainingWorkflow,
  extendKlarnaAuthorizationWorkflow,
  releaseKlarnaAuthorizationWorkflow,
} from "../../../src/workflows"
import { toMinor } from "../../../src/mapping/money"
import { deed, type Deed } from "../deed"
import { happen, type History } from "../history"
import { klarnaPaymentsOf } from "../klarna-payments"

const actions = {
  extend: extendKlarnaAuthorizationWorkflow,
  release: releaseKlarnaAuthorizationWorkflow,
}

/** A button on the order page. Where it cannot work, or Klarna says no, the merchant reads why. */
export const anExtension = button("extend", "lets Klarna keep the reservation for longer")
export const aRelease = button("release", "gives up what is not captured yet")

function button(name: keyof typeof actions, words: string): fc.Arbitrary<Deed> {
  return fc.constant(
    deed({
      name: `by hand: ${name}`,
      words: `The merchant ${words}`,
      happens: (history) =>
        happen(history, { news: "at once" }, () =>
          actions[name](history.container).run({ input: { order_id: history.order.id, user_id: "merchant" } })
        ),
    })
  )
}

/** Everything that Klarna still guarantees, whatever the lines say. */
export const theRestCaptured: fc.Arbitrary<Deed> = fc.constant(
  deed({
    name: "by hand: capture what remains",
    words: "The merchant captures what remains at Klarna",
    isPossible: ({ isCanceled }) => !isCanceled,
    happens: (history, known) => {
      known.isCaptured = true
      return happen(history, { news: "at once" }, () => captureTheRest(history))
    },
  })
)

async function captureTheRest(history: History): Promise<void> {
  const { container, klarna, order, captures, moneyTimes } = history
  const { remaining_authorized_amount: amount, captured_amount } = await klarna.order(order.klarnaId)
  const payments = await klarnaPaymentsOf(history)
  const onTopOf = payments.reduce((sum, { captured }) => sum + toMinor(captured, order.currency), 0)
  const click = { amount, onTopOf, isDone: false }
  captures.push(click)
  const from = (await klarna.clock()).now
  try {
    await captureKlarnaRemainingWorkflow(container).run({ input: { order_id: order.id, user_id: "merchant" } })
    click.isDone = true
  } finally {
    // What was being told to Klarna before the click went first: then more remained.
    const { order_amount } = await klarna.order(order.klarnaId)
    click.amount = Math.max(amount, order_amount - captured_amount)
    moneyTimes.push({ from, to: (await klarna.clock()).now })
  }
}
