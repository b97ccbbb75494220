/** One click on "capture" or "refund": how much (minor units), and whether Medusa said that it was done. */
export interface MoneyClick {
  amount: number
  isDone: boolean
}

/**
 * The most that Klarna may have moved for these clicks. A click that failed may have reached Klarna all the same; the next one for the
 * same amount is the same intent, and takes that one over instead of moving money twice.
 */
export function mostThatMayMove(clicks: MoneyClick[]): number {
  let done = 0
  const failed: number[] = []
  for (const { amount, isDone } of clicks) {
    const same = failed.indexOf(amount)
    if (same >= 0) failed.splice(same, 1)
    if (isDone) done += amount
    else failed.push(amount)
  }
  return done + failed.reduce((sum, amount) => sum + amount, 0)
}
