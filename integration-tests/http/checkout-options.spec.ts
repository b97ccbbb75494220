import type { HttpTypes } from "@medusajs/framework/types"
import { bodiesOf, callsOf } from "../store/klarna-calls"
import { klarnaSideOf } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

const SESSION = "POST payments/sessions"
const PLACE = "POST payments/authorizations/:id/order"

klarnaStore(
  ({ klarna, admin, storefront, settled, ...shop }) => {
    async function bought(metadata: Record<string, unknown>) {
      const checkout = await shop.choosePayment(await shop.fillCart())
      await storefront.post(`/store/carts/${checkout.cartId}`, { metadata })
      await shop.authorize(checkout, await klarna.approve(String(checkout.session.data.klarna_session_id)))
      const { order } = (await shop.complete(checkout.cartId)) as { order: HttpTypes.StoreOrder }
      await settled()
      return klarnaSideOf(admin, order.id)
    }

    describe("A store that counts its orders elsewhere, and does not acknowledge them", () => {
      it("gives Klarna the number from the order's metadata, no second reference, and no acknowledgement", async () => {
        const { klarna_order } = await bought({ erp_id: "ERP-7" })
        expect(callsOf(await klarna.requests())).toEqual([SESSION, PLACE, "GET order"])
        const [body] = bodiesOf(await klarna.requests(), PLACE)
        expect(body).toMatchObject({ merchant_reference1: "ERP-7" })
        expect(body).not.toHaveProperty("merchant_reference2")
        expect(await klarna.order(klarna_order.klarna_order_id)).toMatchObject({ acknowledged: false })
        expect(klarna_order).toMatchObject({ sync_state: "in_sync", merchant_reference1: "ERP-7" })
      })

      it("tells Klarna the number when the order gets it later", async () => {
        const { klarna_order } = await bought({ gift: true })
        expect(bodiesOf(await klarna.requests(), PLACE)[0]).not.toHaveProperty("merchant_reference1")
        await klarna.clearRequests()
        await shop.updateOrder(klarna_order.order_id, { metadata: { erp_id: 4711 } })
        await settled()
        expect(callsOf(await klarna.requests())).toEqual(["PATCH merchant-references"])
        expect(await klarna.order(klarna_order.klarna_order_id)).toMatchObject({
          merchant_reference1: "4711",
          merchant_reference2: "",
        })
      })
    })
  },
  {
    options: {
      references: { merchantReference1: "metadata.erp_id", merchantReference2: "none" },
      operations: { acknowledge: "off" },
    },
  }
)
