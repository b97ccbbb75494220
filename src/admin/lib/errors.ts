import type { FetchError } from "@medusajs/js-sdk"
import type { T } from "./describe"

/** HTTP's status; undefined: the store did not answer at all. */
export const statusOf = (error: Error | null) => (error as FetchError | null)?.status

/** Not paid with Klarna, or nothing that this person may see: no reason to show anything. */
export const isNotForUs = (error: Error | null) => [401, 403, 404].includes(statusOf(error) ?? 0)

/** What the store says about a refused request is a sentence for people; of other errors only what they mean here is said. */
export function sentenceOf(error: Error, t: T, isLooking = false): string {
  const status = statusOf(error) ?? 500
  if (status === 403) return t("error.forbidden")
  if (status < 500) return error.message
  return t(isLooking ? "error.not_shown" : "error.not_done")
}
