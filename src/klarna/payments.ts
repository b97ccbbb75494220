import { createdOrder, createdSession, customerToken, json, nothing, session } from "./answers"
import type { Request } from "./request"
import type { CallOptions } from "./settings"
import type { CreateCustomerToken, CreateOrder, CreateSession } from "./types"

const at = (...segments: string[]) => ["payments", "v1", ...segments]

/** Klarna Payments v1: the purchase. Klarna knows no keys here, so no write is ever repeated. */
export function createPaymentsApi(request: Request) {
  return {
    /**
     * Opens a session of 48 hours for a cart.
     * https://docs.klarna.com/klarna-payments/integrate-with-klarna-payments/step-1-initiate-a-payment/
     */
    createSession: (body: CreateSession, options?: CallOptions) =>
      request("payments.createSession", "POST", at("sessions"), json(createdSession), { ...options, body }),

    /**
     * Replaces the session's cart: always the whole cart.
     * https://docs.klarna.com/klarna-payments/other-actions/update-the-cart/
     */
    updateSession: (id: string, body: CreateSession, options?: CallOptions) =>
      request("payments.updateSession", "POST", at("sessions", id), nothing, { ...options, body }),

    /** https://docs.klarna.com/klarna-payments/other-actions/check-the-details-of-a-payment-session/ */
    readSession: (id: string, options?: CallOptions) =>
      request("payments.readSession", "GET", at("sessions", id), json(session), { ...options }),

    /**
     * Spends the token of an authorised session, once.
     * https://docs.klarna.com/klarna-payments/integrate-with-klarna-payments/step-3-create-an-order/
     */
    createOrder: (token: string, body: CreateOrder, options?: CallOptions) =>
      request("payments.createOrder", "POST", at("authorizations", token, "order"), json(createdOrder), {
        ...options,
        body,
      }),

    /**
     * Turns the token of an authorised session into one for later purchases, such as a subscription's.
     * https://docs.klarna.com/acquirer/klarna/web-payments/integrate-with-klarna-payments/tokenized-payments/customer-token/
     */
    createCustomerToken: (token: string, body: CreateCustomerToken, options?: CallOptions) =>
      request(
        "payments.createCustomerToken",
        "POST",
        at("authorizations", token, "customer-token"),
        json(customerToken),
        { ...options, body }
      ),

    /**
     * Gives back an authorisation that became no order.
     * https://docs.klarna.com/klarna-payments/other-actions/cancel-an-authorization/
     */
    cancelAuthorization: (token: string, options?: CallOptions) =>
      request("payments.cancelAuthorization", "DELETE", at("authorizations", token), nothing, { ...options }),
  }
}

export type PaymentsApi = ReturnType<typeof createPaymentsApi>
