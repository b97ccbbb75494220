import { contentFingerprint } from "./fingerprint"
import { attentionForReferencesRefused } from "./plan-attention"
import { send, type PlanPart } from "./plan-part"
import { diffReferences } from "./references"
import type { KlarnaMirror, OrderSnapshot, PlanPolicy } from "./types"

/** In every state but one: a cancelled order takes no references. https://docs.klarna.com/order-management/pre-delivery/update-merchant-references/ */
export function planReferences(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (mirror.status === "CANCELLED") return {}
  const changes = diffReferences(order.references, mirror.references)
  if (Object.keys(changes).length === 0) return {}
  const fingerprint = contentFingerprint("references", changes, mirror.klarna_order_id)
  return send({ kind: "references", fingerprint, changes }, mirror, policy, attentionForReferencesRefused)
}
