import { Router } from "express"
import { type Endpoint, serve } from "../exchange"
import type { World } from "../state"
import * as bodies from "../validation/order-management-bodies"
import { cancel, releaseRemaining } from "./cancel"
import { capture } from "./capture"
import { updateCustomerDetails } from "./customer-details"
import { extendDueDate } from "./due-date"
import { extendAuthorization } from "./extend"
import { getCapture, getDueDateOptions, getOrder, getRefund, listCaptures } from "./read"
import { acknowledge, updateReferences } from "./references"
import { refund } from "./refund"
import { addCaptureShipping, addOrderShipping, triggerSendOut } from "./shipping"
import { updateAuthorization } from "./update-authorization"
import { write } from "./write"

const { noBody } = bodies

/** Order Management v1, below `/ordermanagement/v1/orders`. */
const reads: Record<string, Endpoint> = {
  "/:order_id": getOrder,
  "/:order_id/captures": listCaptures,
  "/:order_id/captures/:capture_id": getCapture,
  "/:order_id/captures/:capture_id/extend-due-date-options": getDueDateOptions,
  "/:order_id/refunds/:refund_id": getRefund,
}

const updates: Record<string, Endpoint> = {
  "/:order_id/authorization": write({ schema: bodies.updateAuthorizationBody, decide: updateAuthorization }),
  "/:order_id/customer-details": write({
    schema: bodies.customerDetailsBody,
    decide: updateCustomerDetails,
    malformed: "INVALID_ADDRESS",
  }),
  "/:order_id/merchant-references": write({ schema: bodies.merchantReferencesBody, decide: updateReferences }),
  "/:order_id/captures/:capture_id/extend-due-date": write({ schema: bodies.dueDateBody, decide: extendDueDate }),
}

const actions: Record<string, Endpoint> = {
  "/:order_id/acknowledge": write({
    schema: noBody,
    decide: acknowledge,
    missing: "Acknowledgement not possible.",
  }),
  "/:order_id/cancel": write({ schema: noBody, decide: cancel }),
  "/:order_id/extend-authorization-time": write({ schema: noBody, decide: extendAuthorization }),
  "/:order_id/release-remaining-authorization": write({ schema: noBody, decide: releaseRemaining }),
  "/:order_id/captures": write({ schema: bodies.captureBody, decide: capture }),
  "/:order_id/captures/:capture_id/shipping-info": write({
    schema: bodies.shippingInfoBody,
    decide: addCaptureShipping,
  }),
  "/:order_id/captures/:capture_id/trigger-send-out": write({ schema: noBody, decide: triggerSendOut }),
  "/:order_id/shipping-info": write({
    schema: bodies.shippingInfoBody,
    decide: addOrderShipping,
    missing: "Shipping info cannot be added to order {id}.",
  }),
  "/:order_id/refunds": write({ schema: bodies.refundBody, decide: refund }),
}

export function orderManagementRoutes(world: World): Router {
  const router = Router()
  for (const [path, endpoint] of Object.entries(reads)) router.get(path, serve(world, endpoint))
  for (const [path, endpoint] of Object.entries(updates)) router.patch(path, serve(world, endpoint, { keyed: true }))
  for (const [path, endpoint] of Object.entries(actions)) router.post(path, serve(world, endpoint, { keyed: true }))
  return router
}
