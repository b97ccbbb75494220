import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Klarna } from "@medusajs/icons"
import { Badge, Container, Heading, Tabs } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { OrdersTable } from "../../components/page/orders-table"
import { SummaryLine } from "../../components/page/summary-line"
import { isView, type View, VIEWS } from "../../lib/views"
import { type Summary, useSummary } from "../../lib/use-summary"

/** All Klarna orders: what needs attention, what ends soon, and the rest. */
const KlarnaPage = () => {
  const { t } = useTranslation("klarna")
  const [params, setParams] = useSearchParams()
  const asked = params.get("view")
  const view = isView(asked) ? asked : "all"
  const { data: summary } = useSummary({ isWatched: true })
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-col gap-y-2 px-6 py-4">
        <Heading level="h1">{t("page.title")}</Heading>
        <SummaryLine />
      </div>
      <Tabs value={view} onValueChange={(chosen) => setParams({ view: chosen })} className="divide-y">
        <Tabs.List aria-label={t("page.views")} className="px-6 py-3">
          {VIEWS.map((each) => (
            <Tabs.Trigger key={each} value={each} className="gap-x-2">
              {t(`page.view.${each}`)}
              <Count count={summary && countOf(each, summary)} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={view}>
          <OrdersTable key={view} view={view} />
        </Tabs.Content>
      </Tabs>
    </Container>
  )
}

function Count({ count }: { count: number | undefined }) {
  return count ? (
    <Badge size="2xsmall" rounded="full">
      {count}
    </Badge>
  ) : null
}

/** The number of all orders is of no use to anybody. */
function countOf(view: View, { attention_unseen, expiring_soon }: Summary): number {
  return { all: 0, attention: attention_unseen, expiring: expiring_soon }[view]
}

export const config = defineRouteConfig({ label: "title", translationNs: "klarna", icon: Klarna })

export const handle = { breadcrumb: () => "Klarna" }

export default KlarnaPage
