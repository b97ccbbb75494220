import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Container } from "@medusajs/ui"
import { Amounts } from "../components/order/amounts"
import { AttentionSection } from "../components/order/attention-section"
import { CompareDrawer } from "../components/order/compare-drawer"
import { Details } from "../components/order/details"
import { Footer } from "../components/order/footer"
import { Header } from "../components/order/header"
import { References } from "../components/order/references"
import { Timeline } from "../components/order/timeline"
import { ToSend } from "../components/order/to-send"
import { TroubleSection } from "../components/shared/trouble"
import { isNotForUs } from "../lib/errors"
import { SECTION_ID } from "../lib/focus"
import { OrderProvider } from "../lib/order-context"
import { useKlarnaOrder } from "../lib/use-klarna-order"

/** How the order stands with Klarna. Shows nothing for an order that was not paid with Klarna. */
const KlarnaOrderWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { data, error, refetch, isFetching } = useKlarnaOrder(order.id, versionOf(order))
  if (!data && isNotForUs(error)) return null
  if (!data && error) return <TroubleSection error={error} retry={() => void refetch()} isRetrying={isFetching} />
  if (!data) return null
  return (
    <OrderProvider orderId={order.id} answer={data} isCanceled={order.status === "canceled"}>
      <Container id={SECTION_ID} tabIndex={-1} className="divide-y p-0 outline-none">
        <Header />
        <AttentionSection />
        <ToSend />
        <Amounts />
        <Details />
        <References />
        <Timeline />
        <Footer />
      </Container>
      <CompareDrawer />
    </OrderProvider>
  )
}

/** Differs after whatever Klarna has to hear of. */
function versionOf({
  status,
  version,
  total,
  email,
  shipping_address,
  payment_status,
  fulfillment_status,
}: AdminOrder) {
  return JSON.stringify([status, version, total, email, shipping_address, payment_status, fulfillment_status])
}

export const config = defineWidgetConfig({ id: "medusa-klarna-order", zone: "order.details.side" })

export default KlarnaOrderWidget
