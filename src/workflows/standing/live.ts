import type { MedusaContainer } from "@medusajs/framework/types"
import { outcomeOf } from "../../klarna/errors"
import { type LiveOrder, liveOrder } from "../../mapping/live-order"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { accountMissing } from "../sync/attention"
import type { Failure } from "../sync/refused"
import { whyUnread } from "../sync/why-no-answer"

export interface Live {
  live: LiveOrder | null
  live_error?: string
}

/** Klarna's order, read now for somebody who looks at it: nothing is remembered, and that Klarna is down is no error. */
export async function readLive(container: MedusaContainer, row: KlarnaOrderRow): Promise<Live> {
  const client = await container.resolve<KlarnaModuleService>(KLARNA_MODULE).clientOf(row)
  if (!client) return { live: null, live_error: accountMissing(row).message }
  const answer = await client.orders.read(row.klarna_order_id).catch((error): Failure => outcomeOf(error))
  return "type" in answer
    ? { live: null, live_error: `Klarna's order could not be read now: ${whyUnread(answer)}.` }
    : { live: liveOrder(answer.data) }
}
