import type { Acknowledged, KlarnaMirror, KlarnaWrite } from "./types"

/** The mirror after Klarna accepted these writes: what is stored, and what the next plan compares with. */
export function applyWrites(mirror: KlarnaMirror, writes: KlarnaWrite[]): KlarnaMirror {
  return writes.reduce(applyWrite, mirror)
}

function applyWrite(mirror: KlarnaMirror, write: KlarnaWrite): KlarnaMirror {
  const { [write.kind]: _accepted, ...refused } = mirror.refused
  return { ...withContent(mirror, write), refused }
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
  }
}

/** Klarna agreed to a new amount since: what was given up before is history. */
function withoutRelease({ released: _, ...acknowledged }: Acknowledged): Acknowledged {
  return acknowledged
}
