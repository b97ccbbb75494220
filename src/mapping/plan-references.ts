import { contentFingerprint } from "./fingerprint"
import { attentionForCustomizationFailed, attentionForReferencesRefused } from "./plan-attention"
import { joinParts, send, type PlanPart } from "./plan-part"
import { diffReferences } from "./references"
import type { KlarnaMirror, OrderSnapshot, PlanPolicy } from "./types"

/** In every state but one: a cancelled order takes no references. https://docs.klarna.com/order-management/pre-delivery/update-merchant-references/ */
export function planReferences(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (mirror.status === "CANCELLED") return {}
  const problem = order.customization_failed?.references
  const failed: PlanPart = problem ? { attention: [attentionForCustomizationFailed(problem)] } : {}
  const changes = diffReferences(order.references, mirror.references)
  if (Object.keys(changes).length === 0) return failed
  const fingerprint = contentFingerprint("references", changes, mirror.klarna_order_id)
  const write = { kind: "references", fingerprint, changes } as const
  return joinParts([failed, send(write, mirror, policy, attentionForReferencesRefused)])
}
