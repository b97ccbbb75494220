import { capture, captures, dueDateOptions, idOfNew, json, nothing, order, refund, type Reader } from "./answers"
import type { Method } from "./http"
import type { Request } from "./request"
import type { CallOptions, Keyed, KlarnaAnswer } from "./settings"
import type { CreateCapture, CreateRefund, MerchantReferences, ShippingInfo } from "./types"
import type { UpdateAuthorization, UpdateCustomerDetails } from "./types"

const at = (...segments: string[]) => ["ordermanagement", "v1", "orders", ...segments]
const captureId: Reader<{ capture_id?: string }> = (received) => ({ capture_id: idOfNew("Capture")(received) })
const refundId: Reader<{ refund_id?: string }> = (received) => ({ refund_id: idOfNew("Refund")(received) })

/** Order Management v1: an order after the purchase. Every write has a key, so that a repeat does nothing twice. */
export function createOrdersApi(request: Request) {
  const get = <T>(operation: string, path: string[], read: Reader<T>, options: CallOptions = {}) =>
    request(operation, "GET", path, read, options)

  /** The key is also checked when it runs: a write without one could be carried out twice. */
  const write = async <T>(
    operation: string,
    method: Method,
    path: string[],
    read: Reader<T>,
    key: Keyed,
    body?: unknown
  ): Promise<KlarnaAnswer<T>> => {
    if (!key?.idempotencyKey) throw new TypeError(`${operation} needs an idempotency key`)
    return request(operation, method, path, read, { ...key, body })
  }

  return {
    /**
     * Klarna asks to read only when a decision needs it.
     * https://docs.klarna.com/order-management/pre-delivery/order-details/
     */
    read: (id: string, options?: CallOptions) => get("orders.read", at(id), json(order), options),

    /**
     * Tells Klarna that the order was received.
     * https://docs.klarna.com/order-management/pre-delivery/acknowledge-kco-order/
     */
    acknowledge: (id: string, key: Keyed) => write("orders.acknowledge", "POST", at(id, "acknowledge"), nothing, key),

    /**
     * Replaces amount and lines. Klarna may refuse (403): order state or risk.
     * https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
     */
    updateAuthorization: (id: string, body: UpdateAuthorization, key: Keyed) =>
      write("orders.updateAuthorization", "PATCH", at(id, "authorization"), nothing, key, body),

    /** Ends an order without captures, for good. https://docs.klarna.com/order-management/pre-delivery/cancel-order/ */
    cancel: (id: string, key: Keyed) => write("orders.cancel", "POST", at(id, "cancel"), nothing, key),

    /**
     * Changes the fields that are given, `""` empties one. A new credit check: may be refused (403).
     * https://docs.klarna.com/order-management/pre-delivery/update-customer-address/
     */
    updateCustomerDetails: (id: string, body: UpdateCustomerDetails, key: Keyed) =>
      write("orders.updateCustomerDetails", "PATCH", at(id, "customer-details"), nothing, key, body),

    /**
     * Changes the references that are given, `""` clears one.
     * https://docs.klarna.com/order-management/pre-delivery/update-merchant-references/
     */
    updateMerchantReferences: (id: string, body: MerchantReferences, key: Keyed) =>
      write("orders.updateMerchantReferences", "PATCH", at(id, "merchant-references"), nothing, key, body),

    /**
     * Moves `expires_at` by the account's period from today.
     * https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
     */
    extendAuthorizationTime: (id: string, key: Keyed) =>
      write("orders.extendAuthorizationTime", "POST", at(id, "extend-authorization-time"), nothing, key),

    /**
     * Gives up what is not captured yet; only after a capture.
     * https://docs.klarna.com/order-management/post-delivery/release-remaining-authorization/
     */
    releaseRemainingAuthorization: (id: string, key: Keyed) =>
      write("orders.releaseRemainingAuthorization", "POST", at(id, "release-remaining-authorization"), nothing, key),

    /**
     * Takes the money for what is shipped. The id is absent when Klarna's answer has none.
     * https://docs.klarna.com/order-management/delivery/full-capture/
     */
    capture: (id: string, body: CreateCapture, key: Keyed) =>
      write("orders.capture", "POST", at(id, "captures"), captureId, key, body),

    /** https://docs.klarna.com/order-management/post-delivery/capture-details/ */
    listCaptures: (id: string, options?: CallOptions) =>
      get("orders.listCaptures", at(id, "captures"), json(captures), options),

    /** https://docs.klarna.com/order-management/post-delivery/capture-details/ */
    readCapture: (id: string, captureId: string, options?: CallOptions) =>
      get("orders.readCapture", at(id, "captures", captureId), json(capture), options),

    /**
     * Adds parcels to a capture, replaces none.
     * https://docs.klarna.com/order-management/post-delivery/add-capture-shipping-details/
     */
    addCaptureShippingInfo: (id: string, captureId: string, body: { shipping_info: ShippingInfo[] }, key: Keyed) =>
      write(
        "orders.addCaptureShippingInfo",
        "POST",
        at(id, "captures", captureId, "shipping-info"),
        nothing,
        key,
        body
      ),

    /**
     * Adds parcels to an order that is not captured.
     * https://docs.klarna.com/order-management/manage-orders-with-the-api/view-and-change-orders/add-shipping-information/
     */
    addShippingInfo: (id: string, body: { shipping_info: ShippingInfo[] }, key: Keyed) =>
      write("orders.addShippingInfo", "POST", at(id, "shipping-info"), nothing, key, body),

    /**
     * Klarna mails the customer about a capture once more.
     * https://docs.klarna.com/order-management/post-delivery/trigger-customer-send-out/
     */
    triggerSendOut: (id: string, captureId: string, key: Keyed) =>
      write("orders.triggerSendOut", "POST", at(id, "captures", captureId, "trigger-send-out"), nothing, key),

    /**
     * Gives money back. The id is absent when Klarna's answer has none.
     * https://docs.klarna.com/order-management/post-delivery/refund/
     */
    refund: (id: string, body: CreateRefund, key: Keyed) =>
      write("orders.refund", "POST", at(id, "refunds"), refundId, key, body),

    /** https://docs.klarna.com/order-management/post-delivery/refund/ */
    readRefund: (id: string, refundId: string, options?: CallOptions) =>
      get("orders.readRefund", at(id, "refunds", refundId), json(refund), options),

    /**
     * By how many days the customer may pay later, and what it costs.
     * https://docs.klarna.com/order-management/post-delivery/extend-customer-due-date/
     */
    readDueDateOptions: (id: string, captureId: string, options?: CallOptions) =>
      get(
        "orders.readDueDateOptions",
        at(id, "captures", captureId, "extend-due-date-options"),
        json(dueDateOptions),
        options
      ),

    /** https://docs.klarna.com/order-management/post-delivery/extend-customer-due-date/ */
    extendDueDate: (id: string, captureId: string, body: { number_of_days: number }, key: Keyed) =>
      write("orders.extendDueDate", "PATCH", at(id, "captures", captureId, "extend-due-date"), nothing, key, body),
  }
}

export type OrdersApi = ReturnType<typeof createOrdersApi>
