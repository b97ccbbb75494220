import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import type { Query } from "@medusajs/framework/types"
import {
  ContainerRegistrationKeys,
  FulfillmentEvents,
  FulfillmentWorkflowEvents,
  OrderEditWorkflowEvents,
  OrderWorkflowEvents,
  PaymentEvents,
} from "@medusajs/framework/utils"
import { KLARNA_ORDER_DECIDED } from "../workflows/klarna-order-events"
import { isFirstWhenAnswered } from "../workflows/sync/answer-first"
import { raiseWish } from "../workflows/sync/sync-order"
import { syncOrderToKlarnaWorkflow } from "../workflows/sync-order-to-klarna"

interface EventData {
  id?: string
  order_id?: string
}
type FindOrderId = (data: EventData, query: Pick<Query, "graph">) => string | undefined | Promise<string | undefined>

const ofOrder: FindOrderId = ({ id }) => id
const withOrderId: FindOrderId = ({ order_id }) => order_id

const ofPayment: FindOrderId = async ({ id }, query) => {
  const { data } = await query.graph({ entity: "payment", fields: ["payment_collection.order.id"], filters: { id } })
  return data[0]?.payment_collection?.order?.id
}

const ofFulfillment: FindOrderId = async ({ id }, query) => {
  const { data } = await query.graph({ entity: "fulfillment", fields: ["order.id"], filters: { id } })
  return data[0]?.order?.id
}

/** Tracking that is added after the goods left. The label of a return leads to no order here: the job finds it. */
const ofLabel: FindOrderId = async ({ id }, query) => {
  const { data } = await query.graph({ entity: "fulfillment", fields: ["order.id"], filters: { labels: { id } } })
  return data[0]?.order?.id
}

/** Every event that may mean "this order changed", and the way from its payload to the order. What changed is found by comparing. */
const orderIdOf: Record<string, FindOrderId> = {
  [OrderWorkflowEvents.PLACED]: ofOrder,
  [OrderWorkflowEvents.UPDATED]: ofOrder,
  [OrderWorkflowEvents.CANCELED]: ofOrder,
  [OrderEditWorkflowEvents.CONFIRMED]: withOrderId,
  [OrderWorkflowEvents.RETURN_REQUESTED]: withOrderId,
  [OrderWorkflowEvents.RETURN_RECEIVED]: withOrderId,
  [OrderWorkflowEvents.CLAIM_CREATED]: withOrderId,
  [OrderWorkflowEvents.EXCHANGE_CREATED]: withOrderId,
  [OrderWorkflowEvents.FULFILLMENT_CREATED]: withOrderId,
  [OrderWorkflowEvents.FULFILLMENT_CANCELED]: withOrderId,
  [PaymentEvents.CAPTURED]: ofPayment,
  [PaymentEvents.REFUNDED]: ofPayment,
  [FulfillmentWorkflowEvents.SHIPMENT_CREATED]: ofFulfillment,
  [FulfillmentWorkflowEvents.DELIVERY_CREATED]: ofFulfillment,
  [FulfillmentEvents.FULFILLMENT_LABEL_CREATED]: ofLabel,
  // Of the order module itself: the only signal for credit lines.
  "order.order.updated": ofOrder,
  // Klarna called because of fraud.
  [KLARNA_ORDER_DECIDED]: withOrderId,
}

export default async function orderChanged({ event, container }: SubscriberArgs<EventData>): Promise<void> {
  const order_id = await orderIdOf[event.name](event.data, container.resolve(ContainerRegistrationKeys.QUERY))
  if (!order_id) return
  // First and durable; an order that was not paid with Klarna ends here, quietly.
  if (!(await raiseWish(container, order_id))) return
  // Somebody else of this process waits already, and will see this wish too.
  if (!(await isFirstWhenAnswered(order_id))) return
  const input = { order_id, trigger: `event:${event.name}`, is_wished: true }
  await syncOrderToKlarnaWorkflow(container).run({ input })
}

export const config: SubscriberConfig = {
  event: Object.keys(orderIdOf),
  context: { subscriberId: "medusa-klarna-order-changed" },
}
