import type { MerchantReferences } from "../../klarna/types"
import { refuse } from "../answers"
import type { StoredOrder } from "../state"
import { statusAllows } from "./status-table"
import { type Circumstances, type Decide, type Verdict, withOrder } from "./verdict"

/** Sets what is sent, leaves what is not; `""` empties. No risk decision. */
export function updateReferences(stored: StoredOrder, body: MerchantReferences, { switches }: Circumstances): Verdict {
  const { status } = stored.order
  if (!statusAllows("merchant-references", status, switches)) {
    return refuse(403, "NOT_ALLOWED", `Order is ${status.toLowerCase()}. Merchant references cannot be updated.`)
  }
  const { merchant_reference1, merchant_reference2 } = body
  return {
    stored: withOrder(stored, {
      ...(merchant_reference1 !== undefined && { merchant_reference1 }),
      ...(merchant_reference2 !== undefined && { merchant_reference2 }),
    }),
  }
}

export const acknowledge: Decide = (stored, _body, { switches }) => {
  const { status } = stored.order
  if (!statusAllows("acknowledge", status, switches)) {
    return refuse(403, "NOT_ALLOWED", `Order is ${status.toLowerCase()}. Acknowledgement not possible.`)
  }
  return { stored: { ...stored, acknowledged: true } }
}
