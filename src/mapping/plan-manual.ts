import { isForced } from "./plan-part"
import type { KlarnaMirror, KlarnaWrite, Operations, PlanPolicy, SyncPlan, WriteKind } from "./types"
import { inShort } from "./write-in-short"

/** The option's word for each kind of write; an extension has an option of its own. */
export const operationOf: Record<Exclude<WriteKind, "extend">, keyof Operations> = {
  acknowledge: "acknowledge",
  authorization: "amount",
  billing_address: "billingAddress",
  cancel: "cancel",
  references: "references",
  release: "release",
  shipping_address: "shippingAddress",
  shipping_info: "shippingInfo",
}

/**
 * The last step of a plan: what is manual by option waits for the merchant, who sends it by forcing its kind. Only what would be sent is
 * held back. What a person has to look at anyway stays attention: Klarna's no to what the merchant sent, a difference that nobody can send.
 */
export function holdBack(plan: Omit<SyncPlan, "held">, mirror: KlarnaMirror, policy: PlanPolicy): SyncPlan {
  const isHeld = ({ kind }: KlarnaWrite) =>
    kind !== "extend" && policy.operations[operationOf[kind]] === "manual" && !isForced(policy, kind)
  const held = plan.writes.filter(isHeld)
  return {
    ...plan,
    writes: plan.writes.filter((write) => !isHeld(write)),
    held,
    notes: [...plan.notes, ...held.map((write) => ({ code: "manual" as const, ...inShort(write, mirror) }))],
  }
}
