import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { paymentsOf } from "../store/merchant"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

// One attempt per call: an outage is then exactly one request, and nobody waits.
const options = { retries: 0 }
/** One Shirt and its shipping, in minor units. */
const TOTAL = 15000
const LONGER_THAN_AN_AUTHORISATION = { advance_seconds: 60 * 24 * 3600 }

klarnaStore(
  (shop) => {
    const { klarna, settled, choosePayment, fillCart, authorize, complete, ...merchant } = shop
    const { buy, side, calls, effects, reconcile, sync, attention } = klarnaDesk(shop)

    async function cancel(id: string) {
      await merchant.cancelOrder(id)
      await settled()
    }

    async function capture(id: string, amount?: number) {
      await merchant.capturePayment(id, { amount })
      await settled()
      await klarna.clearRequests()
    }

    /** Klarna is surely not at it any more, and the next attempt is due. */
    async function minutesLater(id: string) {
      await shop
        .container()
        .resolve(ContainerRegistrationKeys.PG_CONNECTION)
        .raw(
          "UPDATE klarna_operation SET sent_at = sent_at - interval '2 minutes', finished_at = finished_at - interval '2 minutes'"
        )
      await reconcile(id)
    }

    async function refundMissing(id: string) {
      await shop.admin.post(`/admin/klarna/orders/${id}/refund-missing`)
      await settled()
    }

    /** While the captured sums differ every wake-up reads Klarna again; how many come after the first depends on when. */
    const writes = async () => (await calls()).filter((call) => call !== "GET order")

    /** Canceled on both sides, and nobody has to do anything. */
    async function expectOver({ id, klarnaId }: { id: string; klarnaId: string }, status = "CANCELLED") {
      expect(await merchant.readOrder(id)).toMatchObject({ status: "canceled" })
      expect(await klarna.order(klarnaId)).toMatchObject({ status })
      expect((await side(id)).klarna_order).toMatchObject({
        status,
        sync_state: "closed",
        attention: null,
        next_attempt_at: null,
      })
    }

    /** Whatever comes later, Klarna hears nothing more. */
    async function expectNothingElse(id: string) {
      await klarna.clearRequests()
      await sync(id)
      await sync(id, ["authorization", "billing_address", "cancel", "references", "release", "shipping_address"])
      await reconcile(id)
      expect(await calls()).toEqual([])
    }

    describe("Cancelling an order", () => {
      it("cancels at Klarna with one call, whatever number of events tell of it [case 86]", async () => {
        const order = await buy()
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel"])
        await expectOver(order)
        expect((await side(order.id)).operations[0]).toMatchObject({
          kind: "cancel",
          outcome: "accepted",
          asked: { reason: "order_canceled", order_amount: TOTAL, currency: "SEK" },
        })
        expect(paymentsOf(await merchant.readOrder(order.id))[0].canceled_at).toBeTruthy()
      })

      it("is the last that Klarna hears of the order", async () => {
        const { id } = await buy()
        await cancel(id)
        await expectNothingElse(id)
      })

      it("cancels an order that was edited before, although core voided its payments", async () => {
        const order = await buy()
        await merchant.editOrder(order.id, (edit) => edit.addItem("Mug"))
        await settled()
        await klarna.clearRequests()
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel"])
        await expectOver(order)
      })

      it("cancels while Klarna still decides about fraud", async () => {
        const checkout = await choosePayment(await fillCart())
        const session = String(checkout.session.data.klarna_session_id)
        await authorize(checkout, await klarna.approve(session, { fraud_status: "PENDING" }))
        const placed = await complete(checkout.cartId)
        if (placed.type !== "order") throw new Error(placed.error.message)
        await settled()
        const order = { id: placed.order.id, klarnaId: (await side(placed.order.id)).klarna_order.klarna_order_id }
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", fraud_status: "PENDING" })
        await klarna.clearRequests()

        await cancel(order.id)
        // While a decision is pending Klarna is asked how it stands, before anything is told.
        expect(await calls()).toEqual(["GET order", "POST cancel"])
        await expectOver(order)
        await expectNothingElse(order.id)
      })
    })

    describe("Cancelling an order that was captured in part", () => {
      it("gives the captured part back and releases the rest, each once", async () => {
        const order = await buy()
        await capture(order.id, 50)
        await cancel(order.id)
        expect(await calls()).toEqual(["POST refunds", "POST release-remaining-authorization"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({
          captured_amount: 5000,
          refunded_amount: 5000,
          remaining_authorized_amount: 0,
        })
        await expectOver(order, "CAPTURED")
        await expectNothingElse(order.id)
      })

      it("releases once, too, where Klarna goes on calling the order part captured", async () => {
        await klarna.switches({ release_sets_status_captured: false })
        const order = await buy()
        await capture(order.id, 50)
        await cancel(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "PART_CAPTURED" })
        expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "closed", attention: null })
        expect(await effects("POST release-remaining-authorization")).toBe(1)
        await expectNothingElse(order.id)
      })

      it("says when Klarna does not release the rest, and releases it when the merchant insists", async () => {
        const order = await buy()
        await capture(order.id, 50)
        await klarna.faults({ match: { path: "release" }, fault: "403-empty" })
        await cancel(order.id)
        expect(await attention(order.id)).toMatchObject({ code: "release_refused", klarna: { code: "HTTP_403" } })

        await sync(order.id, ["release"])
        await expectOver(order, "CAPTURED")
        expect(await effects("POST release-remaining-authorization")).toBe(1)
      })

      it("releases later when Klarna does not answer", async () => {
        const order = await buy()
        await capture(order.id, 50)
        await klarna.faults({ match: { path: "release" }, fault: "503", times: 9 })
        await cancel(order.id)
        expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "pending", attention: null })
        await klarna.clearFaults()
        await reconcile(order.id)
        await expectOver(order, "CAPTURED")
        expect(await effects("POST release-remaining-authorization")).toBe(1)
      })
    })

    describe("Cancelling an order that was captured in full", () => {
      it("gives everything back, and nothing is left to end", async () => {
        const order = await buy()
        await capture(order.id)
        await cancel(order.id)
        expect(await calls()).toEqual(["POST refunds"])
        await expectOver(order, "CAPTURED")
      })
    })

    describe("Cancelling an order that is over at Klarna already", () => {
      it("is done when somebody cancelled it in Klarna's portal: no news is good news [case 49]", async () => {
        const order = await buy()
        await klarna.portal(order.klarnaId, "cancel")
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel", "GET order"])
        await expectOver(order)
        await expectNothingElse(order.id)
      })

      it("is done when Klarna's authorisation has expired", async () => {
        const order = await buy()
        await klarna.clock(LONGER_THAN_AN_AUTHORISATION)
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel", "GET order"])
        await expectOver(order, "EXPIRED")
        await expectNothingElse(order.id)
      })
    })

    describe("Cancelling an order that was captured in Klarna's portal", () => {
      it("tells the merchant how much the customer has paid, until it is given back", async () => {
        const order = await buy()
        await klarna.portal(order.klarnaId, "capture")
        await cancel(order.id)
        expect(await writes()).toEqual(["POST cancel"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", refunded_amount: 0 })
        expect((await side(order.id)).klarna_order.sync_state).toBe("needs_attention")
        expect(await attention(order.id)).toMatchObject({
          code: "refund_missing",
          message: expect.stringContaining("150.00 SEK that was captured has not been refunded"),
          details: { amount: TOTAL, in_medusa: 0, at_klarna: TOTAL },
        })

        await klarna.portal(order.klarnaId, "refund")
        await sync(order.id)
        await expectOver(order, "CAPTURED")
      })

      it("releases what was not captured, and still says what was", async () => {
        const order = await buy()
        await klarna.portal(order.klarnaId, "capture", 5000)
        await cancel(order.id)
        expect(await writes()).toEqual(["POST cancel", "POST release-remaining-authorization"])
        expect(await attention(order.id)).toMatchObject({ code: "refund_missing", details: { amount: 5000 } })
      })
    })

    describe("A refund that core swallowed while it cancelled", () => {
      it("is named with its amount [case 7]", async () => {
        const order = await buy()
        await capture(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "503" })
        await cancel(order.id)
        expect(await merchant.readOrder(order.id)).toMatchObject({ status: "canceled" })
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 0 })
        // Its answer was lost, and Klarna may still be at it.
        expect((await side(order.id)).klarna_order.sync_state).toBe("pending")
        await minutesLater(order.id)
        expect((await side(order.id)).klarna_order.sync_state).toBe("needs_attention")
        expect(await attention(order.id)).toMatchObject({
          code: "refund_missing",
          message: expect.stringContaining("Give it back, or the customer pays for an order that does not exist"),
          details: { amount: TOTAL, in_medusa: TOTAL, at_klarna: TOTAL },
        })
      })

      it("is named with what is left, where only a part was captured, and the rest is released", async () => {
        const order = await buy()
        await capture(order.id, 50)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "403-empty" })
        await cancel(order.id)
        expect(await effects("POST release-remaining-authorization")).toBe(1)
        expect(await attention(order.id)).toMatchObject({ code: "refund_missing", details: { amount: 5000 } })
      })

      it("is told apart from one that reached Klarna and was forgotten by Medusa", async () => {
        const order = await buy()
        await capture(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "cut-after" })
        await cancel(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: TOTAL })
        expect(await attention(order.id)).toMatchObject({
          code: "refund_missing",
          message: expect.stringContaining("let the missing refund be recorded"),
          details: { amount: TOTAL, in_medusa: TOTAL, at_klarna: 0 },
        })

        await refundMissing(order.id)
        expect(await effects("POST refunds")).toBe(1)
        await expectOver(order, "CAPTURED")
      })

      it("is given back when the merchant says so", async () => {
        const order = await buy()
        await capture(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "503" })
        await cancel(order.id)
        await refundMissing(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: TOTAL })
        await expectOver(order, "CAPTURED")
        await expect(refundMissing(order.id)).rejects.toThrow("all that was captured has been refunded")
        expect(await effects("POST refunds")).toBe(1)
      })

      it("stays named while Klarna does not answer, and is not given back twice", async () => {
        const order = await buy()
        await capture(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "503" })
        await cancel(order.id)
        await minutesLater(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "cut-after" })
        await expect(refundMissing(order.id)).rejects.toThrow("nothing is refunded twice")
        expect(await attention(order.id)).toMatchObject({ code: "refund_missing" })
        await refundMissing(order.id)
        expect(await effects("POST refunds")).toBe(1)
        await expectOver(order, "CAPTURED")
      })

      it("is only recorded when somebody gave it back in Klarna's portal", async () => {
        const order = await buy()
        await capture(order.id)
        await klarna.faults({ match: { method: "POST", path: "/refunds" }, fault: "503" })
        await cancel(order.id)
        await minutesLater(order.id)
        await klarna.portal(order.klarnaId, "refund")
        await sync(order.id)
        expect(await attention(order.id)).toMatchObject({ details: { in_medusa: TOTAL, at_klarna: 0 } })
        await refundMissing(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: TOTAL })
        expect(await effects("POST refunds")).toBe(0)
        await expectOver(order, "CAPTURED")
      })

      it("cannot be missing of an order that lives: Medusa refunds that one", async () => {
        const order = await buy()
        await capture(order.id)
        await expect(refundMissing(order.id)).rejects.toThrow("Only a canceled order can miss a refund")
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 0 })
      })
    })

    describe("A cancel that Klarna does not take", () => {
      it("is shown with Klarna's answer, not repeated by itself, and sent when the merchant insists", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "/cancel" }, fault: "403-empty" })
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel", "GET order"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED" })
        expect((await side(order.id)).klarna_order.sync_state).toBe("needs_attention")
        expect(await attention(order.id)).toMatchObject({
          code: "cancel_refused",
          message: expect.stringContaining("the customer's reservation stands"),
          klarna: { code: "HTTP_403" },
        })

        await sync(order.id)
        expect(await effects("POST cancel")).toBe(0)
        await sync(order.id, ["cancel"])
        await expectOver(order)
      })

      it("is asked again, after a look, when it met another change [case 64]", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "/cancel" }, fault: "409" })
        await cancel(order.id)
        expect(await calls()).toEqual(["POST cancel", "GET order", "POST cancel"])
        await expectOver(order)
      })
    })

    describe("A cancel while Klarna does not answer", () => {
      it.each(["503", "cut-before", "429"] as const)(
        "is pending after %s, and done by the job when Klarna is back",
        async (fault) => {
          const order = await buy()
          await klarna.faults({ match: { path: "/cancel" }, fault, times: 9 })
          await cancel(order.id)
          expect(await merchant.readOrder(order.id)).toMatchObject({ status: "canceled" })
          const { klarna_order } = await side(order.id)
          expect(klarna_order).toMatchObject({ sync_state: "pending", attention: null, attempts: 1 })
          expect(klarna_order.next_attempt_at).not.toBeNull()

          await klarna.clearFaults()
          await reconcile(order.id)
          await expectOver(order)
          expect(await effects("POST cancel")).toBe(1)
        }
      )

      it("is carried out once when only Klarna's answer was lost", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "/cancel" }, fault: "cut-after" })
        await cancel(order.id)
        await reconcile(order.id)
        await expectOver(order)
        expect(await effects("POST cancel")).toBe(1)
      })

      it("comes to a person when Klarna stays away", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: order.klarnaId }, fault: "503", times: 99 })
        await cancel(order.id)
        for (let attempt = 2; attempt <= 4; attempt++) await reconcile(order.id)
        expect((await side(order.id)).klarna_order).toMatchObject({
          sync_state: "needs_attention",
          attention_code: "klarna_unavailable",
          next_attempt_at: null,
        })

        await klarna.clearFaults()
        await sync(order.id)
        await expectOver(order)
        expect(await effects("POST cancel")).toBe(1)
      })
    })
  },
  { options }
)
