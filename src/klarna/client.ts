import type { Account } from "./accounts"
import { baseUrlOf } from "./hosts"
import { createHostedPageApi, type HostedPageApi } from "./hosted-page"
import { createOrdersApi, type OrdersApi } from "./orders"
import { createPaymentsApi, type PaymentsApi } from "./payments"
import { createRequest } from "./request"
import type { ClientSettings } from "./settings"

/** Everything Klarna can be asked with one account. */
export interface KlarnaClient {
  orders: OrdersApi
  payments: PaymentsApi
  hostedPage: HostedPageApi
  /** Closes idle connections: when the server stops. */
  close: () => void
}

export type ClientAccount = Pick<Account, "username" | "password" | "environment" | "region" | "baseUrl">

export function createKlarnaClient(account: ClientAccount, settings: ClientSettings = {}): KlarnaClient {
  const { username, password } = account
  const { request, close } = createRequest(baseUrlOf(account), { username, password }, settings)
  return {
    orders: createOrdersApi(request),
    payments: createPaymentsApi(request),
    hostedPage: createHostedPageApi(request),
    close,
  }
}
