import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaOrderResponse } from "./types"

const POLL_MS = 2500
/** While the next attempt is further away than this, it is enough to look now and then. */
const SOON_MS = 30_000
const SLOW_POLL_MS = 15_000
/** How long a change of the order in Medusa is watched until it has reached Klarna. */
const WATCH_MS = 20_000

export const orderPath = (orderId: string, action?: string) =>
  `/admin/klarna/orders/${orderId}${action ? `/${action}` : ""}`

/**
 * How the order stands with Klarna: one request, none to Klarna. Looks again by itself while something is pending, and for a while
 * after the order changed in Medusa. `version`: whatever is different after a change.
 */
export function useKlarnaOrder(orderId: string, version: string) {
  const watchedUntil = useWatchedUntil(version)
  const query = useQuery({
    queryKey: klarnaKeys.order(orderId),
    queryFn: () => sdk.client.fetch<AdminKlarnaOrderResponse>(orderPath(orderId)),
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (!state.data) return false
      if (Date.now() < watchedUntil) return POLL_MS
      return isMoving(state.data) && (isSoon(state.data) ? POLL_MS : SLOW_POLL_MS)
    },
  })
  const { refetch } = query
  useEffect(() => {
    if (watchedUntil) void refetch()
  }, [watchedUntil, refetch])
  useAfterRefusal(refetch)
  return query
}

/** What Medusa's own buttons could not do, because Klarna said no when it was asked, leaves the order as it was. */
function useAfterRefusal(look: () => unknown): void {
  const mutations = useQueryClient().getMutationCache()
  useEffect(
    () =>
      mutations.subscribe((event) => {
        if (event.type === "updated" && event.action.type === "error") void look()
      }),
    [mutations, look]
  )
}

function useWatchedUntil(version: string): number {
  const seen = useRef(version)
  const [until, setUntil] = useState(0)
  useEffect(() => {
    if (seen.current === version) return
    seen.current = version
    setUntil(Date.now() + WATCH_MS)
  }, [version])
  return until
}

/** What waits for the merchant does not change by itself. */
function isMoving(answer: AdminKlarnaOrderResponse): boolean {
  const isOnItsWay = answer.operations.some(({ outcome }) => outcome === null)
  return isOnItsWay || (answer.klarna_order.sync_state === "pending" && !isHeld(answer))
}

function isSoon({ klarna_order: { next_attempt_at } }: AdminKlarnaOrderResponse): boolean {
  return !next_attempt_at || new Date(next_attempt_at).getTime() - Date.now() < SOON_MS
}

/** Nothing is under way: what is left to send is sent by hand. */
export function isHeld({ klarna_order, preview }: AdminKlarnaOrderResponse): boolean {
  const { sync_state, next_attempt_at, notes } = klarna_order
  const waits = Boolean(preview?.held.length) || Boolean(notes?.some(({ code }) => code === "manual"))
  return sync_state === "pending" && !next_attempt_at && waits
}
