import type { Acknowledged, KlarnaMirror, KlarnaWrite, Refusal, ShippingInfoWrite } from "./types"

/** The mirror after Klarna accepted these writes: what is stored, and what the next plan compares with. */
export function applyWrites(mirror: KlarnaMirror, writes: KlarnaWrite[]): KlarnaMirror {
  return writes.reduce(applyWrite, mirror)
}

function applyWrite(mirror: KlarnaMirror, write: KlarnaWrite): KlarnaMirror {
  const { [write.kind]: earlier, ...others } = mirror.refused
  const left = write.kind === "shipping_info" ? stillRefused(earlier, write) : undefined
  return { ...withContent(mirror, write), refused: left ? { ...others, shipping_info: left } : others }
}

/** The refusals after this one. Of parcels each is kept on its own, so that a later one is told without those that Klarna refused. */
export function withRefusal(
  refused: KlarnaMirror["refused"],
  write: KlarnaWrite,
  refusal: Refusal
): KlarnaMirror["refused"] {
  if (write.kind !== "shipping_info") return { ...refused, [write.kind]: refusal }
  const parcels = [...new Set([...(refused.shipping_info?.parcels ?? []), ...write.refusable])]
  return { ...refused, shipping_info: { ...refusal, parcels } }
}

/** Parcels of another capture were refused on their own. */
function stillRefused(refusal: Refusal | undefined, { refusable }: ShippingInfoWrite): Refusal | undefined {
  const parcels = refusal?.parcels?.filter((each) => !refusable.includes(each))
  return refusal && parcels?.length ? { ...refusal, parcels } : undefined
}

function withContent(mirror: KlarnaMirror, write: KlarnaWrite): KlarnaMirror {
  const { acknowledged } = mirror
  switch (write.kind) {
    case "acknowledge":
      return { ...mirror, acknowledged: { ...acknowledged, order: true } }
    case "cancel":
      return { ...mirror, status: "CANCELLED" }
    case "release":
      return { ...mirror, status: "CAPTURED", acknowledged: { ...acknowledged, released: write.fingerprint } }
    case "extend":
      return { ...mirror, acknowledged: { ...acknowledged, extended: write.fingerprint } }
    case "authorization":
      return {
        ...mirror,
        order_amount: write.order_amount,
        acknowledged: { ...withoutRelease(acknowledged), lines: write.fingerprint },
      }
    case "shipping_address":
      return { ...mirror, acknowledged: { ...acknowledged, shipping: write.fields } }
    case "billing_address":
      return { ...mirror, acknowledged: { ...acknowledged, billing: write.fields } }
    case "references":
      return { ...mirror, references: { ...mirror.references, ...write.changes } }
    case "shipping_info":
      return { ...mirror, acknowledged: { ...acknowledged, parcels: [...(acknowledged.parcels ?? []), ...write.told] } }
  }
}

/** Klarna agreed to a new amount since: what was given up before is history. */
function withoutRelease({ released: _, ...acknowledged }: Acknowledged): Acknowledged {
  return acknowledged
}
