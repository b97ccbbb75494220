// src/subscribers/klarna-needs-attention.ts
import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { Modules } from "@medusajs/framework/utils"
import { KlarnaOrderEvents, type KlarnaOrderEventData } from "medusa-klarna/workflows"

/** A line under the bell in Medusa's admin. */
export default async function tellTheShop({ event, container }: SubscriberArgs<KlarnaOrderEventData>) {
  const { order_id, attention_code } = event.data
  await container.resolve(Modules.NOTIFICATION).createNotifications({
    to: "shop",
    channel: "feed",
    template: "admin-ui",
    data: { title: "A Klarna order needs attention", description: `${order_id}: ${attention_code}` },
  })
}

export const config: SubscriberConfig = { event: KlarnaOrderEvents.NEEDS_ATTENTION }
