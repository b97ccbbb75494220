import { settle, type Followed } from "./agreement"
import type { Shop } from "./shop"
import type { Step } from "./story"

/** What somebody might do behind Medusa's back: lowers the story's first order in Klarna's portal, by 10. */
export async function meddle({ klarna }: Shop, [first]: Step[]): Promise<void> {
  const { order_id } = first.sides.klarna
  const { order_amount } = await klarna.order(order_id)
  await klarna.portal(order_id, "update-amount", order_amount - 1000)
}

/**
 * Looks at every order once more, after everything. A late event or the job may be at one just now, so this look waits
 * like every other. @returns a line per disagreement; empty: Klarna and Medusa agree.
 */
export async function disagreements(shop: Shop, steps: Step[], orders: Followed[]): Promise<string[]> {
  const during = steps.flatMap((step) =>
    step.differences.map((words) => `#${step.sides.order.display_id} at "${step.title}": ${words}`)
  )
  const lastSaid = new Map([...orders, ...steps.map(({ followed }) => followed)].map((one) => [one.id, one]))
  const after: string[] = []
  for (const followed of lastSaid.values()) {
    const { sides, differences } = await settle(shop, followed)
    after.push(...differences.map((word) => `#${sides.order.display_id} at the end: ${word}`))
  }
  return [...during, ...after]
}
