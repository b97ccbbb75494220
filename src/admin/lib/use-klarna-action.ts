import { type Query, useMutation, useQueryClient } from "@tanstack/react-query"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaActionResponse, KlarnaAction, WriteKind } from "./types"
import { orderPath } from "./use-klarna-order"

/** What a merchant asks for: an action, and what it needs to know. */
export interface ActionRequest {
  action: KlarnaAction
  body?: {
    force?: WriteKind[]
    confirm?: string
    /** `""` clears, null goes back to what the store's options say. */
    merchant_reference1?: string | null
    merchant_reference2?: string | null
  }
}

export const postAction = (orderId: string, { action, body = {} }: ActionRequest) =>
  sdk.client.fetch<AdminKlarnaActionResponse>(orderPath(orderId, action.replace(/_/g, "-")), { method: "POST", body })

/** An action's answer is how the order stands afterwards; Medusa's own sections may have changed with it. */
export function useKlarnaAction(orderId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (request: ActionRequest) => postAction(orderId, request),
    onSuccess: async (answer) => {
      queries.setQueryData(klarnaKeys.order(orderId), answer)
      await Promise.all([
        queries.invalidateQueries({ predicate: isOfOrders }),
        queries.invalidateQueries({ queryKey: klarnaKeys.summary }),
      ])
    },
    // Whatever was refused may have left its mark in the timeline.
    onError: () => queries.invalidateQueries({ queryKey: klarnaKeys.order(orderId) }),
  })
}

/** Medusa keeps an order below "orders", and what belongs to one (its preview with an open edit) below that whole key. */
const isOfOrders = ({ queryKey }: Query) => [queryKey[0]].flat()[0] === "orders"
