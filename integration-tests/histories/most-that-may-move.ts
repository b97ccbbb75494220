/** One click on "capture" or "refund", amounts in minor units. */
export interface MoneyClick {
  amount: number
  /** What Medusa had on record when it was clicked. */
  onTopOf: number
  /** Medusa said that it was done. */
  isDone: boolean
}

/**
 * The most that Klarna may have moved for these clicks. A click that failed may have reached Klarna all the same; the next one for the
 * same amount is the same intent, and takes that one over instead of moving money twice. Not so when Medusa had the earlier one on record
 * by then, because the job finished it: then the merchant asked for more.
 */
export function mostThatMayMove(clicks: MoneyClick[]): number {
  let done = 0
  let failed: number[] = []
  for (const { amount, onTopOf, isDone } of clicks) {
    for (const earlier of failed) {
      if (done + earlier > onTopOf) continue
      failed = without(failed, earlier)
      done += earlier
    }
    failed = without(failed, amount)
    if (isDone) done += amount
    else failed.push(amount)
  }
  return done + failed.reduce((sum, amount) => sum + amount, 0)
}

/** One of them less, if there is one. */
function without(amounts: number[], amount: number): number[] {
  const at = amounts.indexOf(amount)
  return amounts.filter((_, index) => index !== at)
}
