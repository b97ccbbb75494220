import Table from "cli-table3"
import type { Followed, Sides } from "./agreement"
import { livePaymentsOf } from "../store/merchant"
import type { Step } from "./story"

/** Shares of the width: step, what happened, calls, Klarna's order, Medusa's payment, verdict. */
const SHARES = [17, 27, 35, 20, 19, 32]
const NARROWEST = 115
const WIDEST = sum(SHARES)

/** What the merchant did, what Klarna received, and where both stand after it. */
export function storyTable(steps: Step[], terminal = Infinity): string {
  const width = Math.min(Math.max(terminal - SHARES.length - 1, NARROWEST), WIDEST)
  const table = new Table({
    head: ["Step", "What happened", "What Klarna received", "Klarna's order now", "Medusa's payment", "Verdict"],
    colWidths: SHARES.map((share) => Math.floor((share * width) / WIDEST)),
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const { title, did, calls, sides, differences, followed } of steps) {
    table.push([
      `#${sides.order.display_id} ${title}`,
      did,
      calls.join("\n") || "nothing",
      klarnaNow(sides),
      medusaNow(sides),
      verdictOn(differences, followed),
    ])
  }
  return table.toString()
}

function klarnaNow({ klarna }: Sides): string {
  const { status, order_amount, captured_amount, purchase_currency, order_lines } = klarna
  const captured = captured_amount ? [`captured ${money(captured_amount / 100, purchase_currency)}`] : []
  const lines = `${order_lines.length} lines`
  return [status, money(order_amount / 100, purchase_currency), ...captured, lines].join("\n")
}

function medusaNow({ order }: Sides): string {
  const amounts = livePaymentsOf(order).map(({ amount }) => money(Number(amount), order.currency_code))
  const missing = amounts.length ? [] : ["no payment"]
  return [order.payment_status.replace(/_/g, " "), ...amounts, ...missing].join("\n")
}

/** A refusal that the merchant reads is as it should be: nobody ships what nobody pays for. */
function verdictOn(differences: string[], { attention, refusal }: Followed): string {
  if (differences.length) return `DIFFERENT: ${differences.join("; ")}`
  if (refusal) return `agree; the merchant read: ${firstSentence(refusal)}`
  return attention ? `agree; shown to the merchant: ${attention}` : "agree"
}

const firstSentence = (text: string) => `${text.split(". ")[0]}.`

const money = (major: number, currency: string) => `${major.toFixed(2)} ${currency.toUpperCase()}`

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
