import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { HttpError } from "../store/http"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { runReconcileJob } from "../store/klarna-side"

const retries = 0
const manual = { code: "manual", kind: "billing_address" }

describe("With billing addresses sent by themselves", () => {
  klarnaStore(
    (shop) => {
      const { klarna, settled, updateOrder, admin, container } = shop
      const { buy, calls, side, sync } = klarnaDesk(shop)

      async function move(id: string, change: Parameters<typeof updateOrder>[1]) {
        await updateOrder(id, change)
        await settled()
      }

      /** The customer moved, and every address with her: the simulator's Klarna takes only the delivery address. */
      async function moved() {
        const order = await buy()
        await move(order.id, { shipping_address: { city: "Uppsala" }, billing_address: { city: "Uppsala" } })
        return order
      }

      /** What is said once; each line is what a merchant would find in the log. */
      function watchWarnings() {
        const warn = jest.spyOn(container().resolve(ContainerRegistrationKeys.LOGGER), "warn")
        return () => warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes("billing address"))
      }

      async function threeRefusals() {
        const orders = [await moved(), await moved(), await moved()]
        await klarna.clearRequests()
        return orders
      }

      afterEach(() => jest.restoreAllMocks())

      it("asks Klarna on three orders, then leaves it to the merchant and says so once [case 10]", async () => {
        const warnings = watchWarnings()
        for (const { id } of await threeRefusals()) {
          expect((await side(id)).klarna_order).toMatchObject({ attention_code: "billing_address_refused" })
        }
        expect(warnings()).toEqual([])

        const fourth = await moved()
        expect(await calls()).toEqual(["PATCH customer-details"])
        const { klarna_order } = await side(fourth.id)
        expect(klarna_order).toMatchObject({ sync_state: "pending", attention: null, notes: [manual] })
        expect(await klarna.order(fourth.klarnaId)).toMatchObject({
          shipping_address: { city: "Uppsala" },
          billing_address: { city: "Stockholm" },
        })
        await moved()
        expect(warnings()).toEqual([
          expect.stringContaining('account "default" refused the billing address of 3 orders'),
        ])
      })

      it("lets the merchant send it all the same", async () => {
        await threeRefusals()
        const { id, klarnaId } = await moved()
        await klarna.switches({ billing_address_update: "accept" })
        await klarna.clearRequests()
        expect(await sync(id, ["billing_address"])).toMatchObject({
          sync: { result: "in_sync", writes: [{ kind: "billing_address", outcome: "accepted" }] },
        })
        expect(await calls()).toEqual(["PATCH customer-details"])
        expect(await klarna.order(klarnaId)).toMatchObject({ billing_address: { city: "Uppsala" } })
      })

      it("asks once when the merchant insists and Klarna refuses again", async () => {
        const { id } = await moved()
        await klarna.clearRequests()
        expect(await sync(id, ["billing_address"])).toMatchObject({ sync: { result: "needs_attention" } })
        expect(await calls()).toEqual(["PATCH customer-details", "GET order"])
      })

      it("tells billing addresses by itself again after the button, those that waited first", async () => {
        const warnings = watchWarnings()
        await threeRefusals()
        const { id, klarnaId } = await moved()
        await klarna.switches({ billing_address_update: "accept" })
        await klarna.clearRequests()

        const answer = await admin.post("/admin/klarna/accounts/default/rearm-billing")
        expect(answer).toEqual({ account_id: "default", waiting_orders: 1 })
        await runReconcileJob(container())
        expect(await calls()).toEqual(["PATCH customer-details"])
        expect(await klarna.order(klarnaId)).toMatchObject({ billing_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", notes: [] })

        const next = await moved()
        expect((await side(next.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })

        // And when Klarna goes on refusing, it ends and is said again.
        await klarna.switches({ billing_address_update: "refuse" })
        await threeRefusals()
        const held = await moved()
        expect((await side(held.id)).klarna_order).toMatchObject({ notes: [manual] })
        expect(warnings()).toHaveLength(2)
      })

      it("does not count orders whose delivery address Klarna refused as well: there it is the buyer", async () => {
        for (let count = 0; count < 3; count++) {
          const { id, klarnaId } = await buy()
          await klarna.setRisk(klarnaId, { address: "refuse" })
          await move(id, { shipping_address: { city: "Uppsala" }, billing_address: { city: "Uppsala" } })
        }
        await klarna.clearRequests()
        await moved()
        expect(await calls()).toEqual(["PATCH customer-details", "PATCH customer-details", "GET order"])
      })

      it("knows only its own accounts", async () => {
        const refused = admin.post("/admin/klarna/accounts/elsewhere/rearm-billing")
        await expect(refused).rejects.toMatchObject({
          status: 404,
          body: { message: 'No Klarna account "elsewhere" is configured' },
        } satisfies Partial<HttpError>)
      })
    },
    { options: { retries, askFirst: { shippingAddress: false } } }
  )
})
