import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import fc from "fast-check"
import { toMinor } from "../../../src/mapping/money"
import { deed, inWords, type Telling } from "../deed"
import { type Delivery, happen, type History, missed } from "../history"
import { klarnaPaymentsOf } from "../klarna-payments"
import { dyingAtStep } from "../mortal-worker"
import type { MoneyClick } from "../most-that-may-move"

/** Of 100: how much of what there is. */
const anyShare = fc.constantFrom(100, 100, 50, 30)
const anyDeath = fc.option(fc.integer({ min: 1, max: 40 }), { freq: 5, nil: undefined })

const inDeath = (step: number | undefined) => (step ? `, and its process dies at step ${step}` : "")

export const aCapture: Telling = (anyDelivery) => capture(anyDelivery, anyDeath)
export const aLivingCapture: Telling = (anyDelivery) => capture(anyDelivery, fc.constant(undefined))

const capture = (anyDelivery: fc.Arbitrary<Delivery>, anyDeath: fc.Arbitrary<number | undefined>) =>
  fc.record({ share: anyShare, dies: anyDeath, delivery: anyDelivery }).map(({ share, dies, delivery }) =>
    deed({
      name: "capture",
      words: `The merchant captures ${share} %${inDeath(dies)} ${inWords(delivery)}`,
      isPossible: ({ isCanceled }) => !isCanceled,
      happens: (history, known) =>
        happen(history, delivery, async () => {
          const payments = await klarnaPaymentsOf(history)
          const payment = payments.find(({ isLive, isCapturedInFull }) => isLive && !isCapturedInFull)
          if (!payment) return
          // Medusa's own numbers have more decimals than a currency; a person types two.
          const amount = Math.floor((payment.amount - payment.captured) * share) / 100
          known.isCaptured = true
          const onTopOf = payments.reduce((sum, { captured }) => sum + captured, 0)
          await click(history, history.captures, { amount, onTopOf, dies }, () =>
            capturePaymentWorkflow(history.container).run({ input: { payment_id: payment.id, amount } })
          )
        }),
    })
  )

export const aRefund: Telling = (anyDelivery) =>
  fc.record({ share: anyShare, dies: anyDeath, delivery: anyDelivery }).map(({ share, dies, delivery }) =>
    deed({
      name: "refund",
      words: `The merchant gives ${share} % back${inDeath(dies)} ${inWords(delivery)}`,
      isPossible: ({ isCanceled, isCaptured }) => !isCanceled && isCaptured,
      happens: (history) =>
        happen(history, delivery, async () => {
          const payments = await klarnaPaymentsOf(history)
          const payment = payments.find(({ captured, refunded }) => captured > refunded)
          if (!payment) return
          const amount = Math.floor((payment.captured - payment.refunded) * share) / 100
          const onTopOf = payments.reduce((sum, { refunded }) => sum + refunded, 0)
          await click(history, history.refunds, { amount, onTopOf, dies }, () =>
            refundPaymentWorkflow(history.container).run({ input: { payment_id: payment.id, amount } })
          )
        }),
    })
  )

/** Amounts in major units. Noted whatever comes of it: a click that failed may have reached Klarna. */
async function click(
  history: History,
  clicks: MoneyClick[],
  { amount, onTopOf, dies }: { amount: number; onTopOf: number; dies: number | undefined },
  work: () => Promise<unknown>
): Promise<void> {
  const { klarna, moneyTimes, order } = history
  const minor = (major: number) => toMinor(major, order.currency)
  const clicked: MoneyClick = { amount: minor(amount), onTopOf: minor(onTopOf), isDone: false }
  clicks.push(clicked)
  const from = (await klarna.clock()).now
  try {
    if (!dies) await work()
    else if (await dyingAtStep(dies, work)) return await missed(history, dies)
    clicked.isDone = true
  } finally {
    moneyTimes.push({ from, to: (await klarna.clock()).now })
  }
}
