import type { OrdersQuery } from "./use-klarna-orders"

export const VIEWS = ["all", "attention", "expiring"] as const

/** The tabs of the Klarna page. */
export type View = (typeof VIEWS)[number]

export const isView = (text: string | null): text is View => VIEWS.some((view) => view === text)

/** What a tab shows before anybody filters or sorts. */
export const queryOf: Record<View, Partial<OrdersQuery>> = {
  all: { order: "-updated_at" },
  attention: { attention: true, order: "-updated_at" },
  expiring: { expiring: true, order: "expires_at" },
}
