import { Heading } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { fieldName, type T } from "../../lib/describe"
import type { SideBySide } from "../../lib/types"
import { type Format, useFormat } from "../../lib/use-format"
import { CompareTable } from "./compare-table"

/** Value by value. */
export function CompareFields({ fields, currency }: { fields: SideBySide[]; currency: string | null }) {
  const { t } = useTranslation("klarna")
  const format = useFormat(currency)
  const rows = fields.map(({ field, medusa, klarna, differs }) => ({
    key: field,
    name: fieldName(field, t),
    medusa: shown(medusa, t, format),
    klarna: shown(klarna, t, format),
    differs,
  }))
  return (
    <section className="flex flex-col gap-y-2">
      <Heading level="h3">{t("compare.values")}</Heading>
      <CompareTable rows={rows} caption={t("compare.values")} nameOf={t("compare.value")} />
    </section>
  )
}

/** Of all values only amounts are numbers. */
function shown(value: SideBySide["medusa"], t: T, format: Format): string {
  if (value === null || value === "") return t("compare.empty")
  return typeof value === "number" ? format.amount(value) : value
}
