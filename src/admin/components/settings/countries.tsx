import { Container, Table, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { localeOf } from "../../lib/format"
import type { AdminKlarnaSettingsResponse } from "../../lib/types"
import { useFormat } from "../../lib/use-format"
import { SectionHeading } from "../shared/section-heading"

interface Props {
  countries: AdminKlarnaSettingsResponse["countries"]
  hasSeveralAccounts: boolean
}

/** Where Klarna sells, in which currency, and with which of the accounts. */
export function Countries({ countries, hasSeveralAccounts }: Props) {
  const { t, i18n } = useTranslation("klarna")
  const format = useFormat()
  const { language } = i18n
  const rows = countries
    .map((each) => ({ ...each, name: format.country(each.country) }))
    .sort((a, b) => a.name.localeCompare(b.name, localeOf(language)))
  return (
    <Container className="divide-y p-0">
      <SectionHeading level="h2" title={t("settings.countries")} />
      <Table aria-label={t("settings.countries")}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("settings.country")}</Table.HeaderCell>
            <Table.HeaderCell>{t("settings.currency")}</Table.HeaderCell>
            {hasSeveralAccounts && <Table.HeaderCell>{t("settings.account")}</Table.HeaderCell>}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map(({ country, name, currency, account_id }) => (
            <Table.Row key={country}>
              <Table.Cell>
                <Text size="small">{t("settings.country_name", { name, code: country })}</Text>
              </Table.Cell>
              <Table.Cell>{currency}</Table.Cell>
              {hasSeveralAccounts && <Table.Cell>{account_id ?? t("settings.no_account")}</Table.Cell>}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Container>
  )
}
