import type { T } from "./describe"
import { daysUntil } from "./format"

/** How long something can still be captured. */
export function daysLeft(expires_at: string, t: T): string {
  const days = daysUntil(expires_at)
  return days > 0 ? t("details.days_left", { count: days }) : t("details.ends_now")
}
