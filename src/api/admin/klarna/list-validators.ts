import { z } from "@medusajs/framework/zod"
import { COUNTED, LIST_ORDERS } from "../../../modules/klarna/list"
import { plainText } from "./plain-text"

const text = plainText.min(1)
const flag = z.enum(["true", "false"]).transform((value) => value === "true")

/** `a=1` and `a[]=1&a[]=2` are both lists. */
const listOf = <Item extends z.ZodType<string>>(item: Item) =>
  z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(item).min(1).max(50))

const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to)

/** `-updated_at`: the latest first. */
const order = z
  .enum(LIST_ORDERS.flatMap((by) => [by, `-${by}`] as const))
  .transform((value) => ({ by: value.replace("-", "") as (typeof LIST_ORDERS)[number], descending: value[0] === "-" }))

export const AdminListKlarnaOrders = z.object({
  sync_state: listOf(z.enum(["in_sync", "pending", "needs_attention", "off", "closed"])).optional(),
  status: listOf(text.toUpperCase()).optional(),
  account_id: listOf(text).optional(),
  attention_code: listOf(text).optional(),
  attention: flag.optional(),
  expiring: flag.optional(),
  q: text.trim().optional(),
  limit: whole(1, 100).default(20),
  offset: whole(0, COUNTED).default(0),
  order: order.prefault("-updated_at"),
})
export type AdminListKlarnaOrdersType = z.infer<typeof AdminListKlarnaOrders>
