import type { Attention, KlarnaMirror, KlarnaWrite, PlanPolicy, Refusal, SyncPlan, WriteKind } from "./types"

/** What one row of the table contributes; `{}` is "nothing". */
export type PlanPart = Partial<Omit<SyncPlan, "held">>

/** The order of the parts is the order of sending, and the order in which a person should look. */
export function joinParts(parts: PlanPart[]): Omit<SyncPlan, "held"> {
  return {
    writes: parts.flatMap((part) => part.writes ?? []),
    attention: parts.flatMap((part) => part.attention ?? []),
    waiting: parts.flatMap((part) => part.waiting ?? []),
    notes: parts.flatMap((part) => part.notes ?? []),
    ...(parts.some((part) => part.needs_read) && { needs_read: true }),
  }
}

/** The merchant asked for this kind by hand, against a rule or an earlier refusal. */
export const isForced = (policy: PlanPolicy, kind: WriteKind): boolean => policy.force?.includes(kind) ?? false

/** Klarna's no to exactly this content. A refusal is never repeated by itself; a merchant may insist. */
export function standingRefusal(write: KlarnaWrite, mirror: KlarnaMirror, policy: PlanPolicy): Refusal | undefined {
  const refusal = mirror.refused[write.kind]
  return refusal?.fingerprint === write.fingerprint && !isForced(policy, write.kind) ? refusal : undefined
}

/** The write; or, while Klarna's refusal of the same content stands, what the merchant has to know instead. */
export function send(
  write: KlarnaWrite,
  mirror: KlarnaMirror,
  policy: PlanPolicy,
  explain: (refusal: Refusal) => Attention
): PlanPart {
  const refusal = standingRefusal(write, mirror, policy)
  return refusal ? { attention: [explain(refusal)] } : { writes: [write] }
}
