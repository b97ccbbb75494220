import { useQuery } from "@tanstack/react-query"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaSettingsResponse, AdminKlarnaSummaryResponse } from "./types"

const SUMMARY_POLL_MS = 15_000

/** How all Klarna orders stand, in numbers. */
export function useSummary({ isWatched = false } = {}) {
  return useQuery({
    queryKey: klarnaKeys.summary,
    queryFn: async () => (await sdk.client.fetch<AdminKlarnaSummaryResponse>("/admin/klarna/summary")).summary,
    retry: false,
    staleTime: 0,
    refetchInterval: isWatched && SUMMARY_POLL_MS,
  })
}

export type Summary = AdminKlarnaSummaryResponse["summary"]

export function useKlarnaSettings() {
  return useQuery({
    queryKey: klarnaKeys.settings,
    queryFn: () => sdk.client.fetch<AdminKlarnaSettingsResponse>("/admin/klarna/settings"),
    retry: false,
  })
}
