// src/klarna-customize.ts
import type { Customize } from "medusa-klarna/options"

/** Goes into the options of plugin and provider: `customize: klarnaCustomize`. */
export const klarnaCustomize: Customize = {
  /** The customer reads the colour in Klarna's app, and Klarna knows the brand. Nothing personal: lines are kept with captures. */
  orderLines: (lines, { items }) =>
    lines.map((line) => {
      const item = items.find(({ id }) => id === line.merchant_data)
      if (!item) return line
      const { colour } = item.metadata
      return {
        ...line,
        name: colour ? `${line.name} (${String(colour)})`.slice(0, 255) : line.name,
        product_identifiers: { brand: "Norrsken" },
      }
    }),

  /** The books know an order by its invoice number, as soon as it has one. */
  references: (references, { display_id, metadata }) => ({
    merchant_reference1: `NG-${display_id}`,
    merchant_reference2: metadata.invoice ? String(metadata.invoice) : references.merchant_reference2,
  }),

  /** What Klarna shows beside a changed amount. */
  description: (note, { order_amount, previous_amount }) =>
    note ?? (order_amount > previous_amount ? "We added something to your order." : "Your order became smaller."),
}
