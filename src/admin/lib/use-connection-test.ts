import { useMutation } from "@tanstack/react-query"
import { sdk } from "./sdk"
import type { AdminKlarnaConnectionTestResponse } from "./types"

const accountPath = (accountId: string, action: string) =>
  `/admin/klarna/accounts/${encodeURIComponent(accountId)}/${action}`

/** Asks Klarna with this account's credentials for an order that does not exist. */
export function useConnectionTest(accountId: string) {
  return useMutation({
    mutationFn: () =>
      sdk.client.fetch<AdminKlarnaConnectionTestResponse>(accountPath(accountId, "test"), { method: "POST", body: {} }),
  })
}

/** Billing addresses, which the account gave up after refusals, are tried again. */
export function useRearmBilling(accountId: string) {
  return useMutation({
    mutationFn: () => sdk.client.fetch(accountPath(accountId, "rearm-billing"), { method: "POST", body: {} }),
  })
}
