import { model } from "@medusajs/framework/utils"

/** How far the job has looked for changes that no event announced: one row per table that such a change must write. */
export const KlarnaWatermark = model.define("klarna_watermark", {
  /** The table's name. */
  id: model.text().primaryKey(),
  /** The last primary key that was seen there. */
  position: model.text(),
})
