import { Heading } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SideBySideLine } from "../../lib/types"
import { useFormat } from "../../lib/use-format"
import { CompareTable } from "./compare-table"

/** Line by line, as Klarna is told them. */
export function CompareLines({ lines, currency }: { lines: SideBySideLine[]; currency: string | null }) {
  const { t } = useTranslation("klarna")
  const format = useFormat(currency)
  const shown = (side: SideBySideLine["medusa"]) =>
    side
      ? t("compare.line", {
          quantity: side.quantity,
          price: format.amount(side.unit_price),
          total: format.amount(side.total_amount),
        })
      : t("compare.no_line")
  const rows = lines.map(({ reference, name, medusa, klarna, differs }, index) => ({
    key: `${reference ?? name}-${index}`,
    name: reference ? `${name} (${reference})` : name,
    medusa: shown(medusa),
    klarna: shown(klarna),
    differs,
  }))
  return (
    <section className="flex flex-col gap-y-2">
      <Heading level="h3">{t("compare.lines")}</Heading>
      <CompareTable rows={rows} caption={t("compare.lines")} nameOf={t("compare.line_name")} />
    </section>
  )
}
