import { useQuery } from "@tanstack/react-query"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaDifferenceResponse } from "./types"
import { orderPath } from "./use-klarna-order"

/** Both sides as they are now. Klarna is asked, so only while somebody looks, and never from a cache. */
export function useDifference(orderId: string, isLooking: boolean) {
  return useQuery({
    queryKey: klarnaKeys.difference(orderId),
    queryFn: async () => {
      const answer = await sdk.client.fetch<AdminKlarnaDifferenceResponse>(orderPath(orderId, "difference"))
      return answer.difference
    },
    enabled: isLooking,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
}

export type Difference = AdminKlarnaDifferenceResponse["difference"]
