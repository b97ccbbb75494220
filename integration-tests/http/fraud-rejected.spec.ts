import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { breakWrites } from "../store/broken-table"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    const { klarna, container, settled, readOrder } = shop
    const desk = klarnaDesk(shop)
    const stateOf = async ({ id }: Bought) => (await desk.side(id)).klarna_order
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

    async function pending(): Promise<Bought> {
      const checkout = await shop.choosePayment(await shop.fillCart())
      const session = String(checkout.session.data.klarna_session_id)
      const { authorization_token } = await klarna.approve(session, { fraud_status: "PENDING" })
      await shop.authorize(checkout, { authorization_token })
      const answer = await shop.complete(checkout.cartId)
      if (answer.type !== "order") throw new Error(answer.error.message)
      await settled()
      const { klarna_order_id } = (await desk.side(answer.order.id)).klarna_order
      await klarna.clearRequests()
      return { id: answer.order.id, klarnaId: klarna_order_id }
    }

    /** Klarna has decided; the job reads it. */
    async function decided({ id, klarnaId }: Bought, status: "REJECTED" | "STOPPED" | "ACCEPTED"): Promise<void> {
      await klarna.fraud(klarnaId, status)
      await knex()("klarna_order")
        .where({ order_id: id })
        .update({ next_read_at: new Date(Date.now() - 1000) })
      await desk.reconcile(id)
    }

    async function expectCanceled(order: Bought): Promise<void> {
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ status: "canceled" })
      expect(await stateOf(order)).toMatchObject({ sync_state: "closed", attention_code: null })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED", captured_amount: 0 })
    }

    describe("An order that Klarna's fraud check rejects, where the store wants it canceled", () => {
      it("is canceled once: one that waited for the decision", async () => {
        const order = await pending()
        await decided(order, "REJECTED")
        await expectCanceled(order)
        expect(await desk.effects("POST cancel")).toBe(1)
        await runReconcileJob(container())
        await desk.sync(order.id).catch(() => undefined)
        expect(await desk.effects("POST cancel")).toBe(1)
        expect((await desk.side(order.id)).operations).toContainEqual(
          expect.objectContaining({ kind: "cancel_rejected", outcome: "accepted" })
        )
      })

      it("is canceled without a word to Klarna, which has cancelled it by itself", async () => {
        await klarna.switches({ rejected_order: "cancel_now" })
        const order = await pending()
        await decided(order, "REJECTED")
        await expectCanceled(order)
        expect(await desk.calls()).not.toContain("POST cancel")
      })

      it("is canceled although Klarna says no to the cancel, and nobody is bothered with that", async () => {
        const order = await pending()
        await klarna.faults({ match: { path: "/cancel" }, fault: "403", times: 5 })
        await decided(order, "REJECTED")
        expect(await readOrder(order.id)).toMatchObject({ status: "canceled" })
        expect(await stateOf(order)).toMatchObject({ sync_state: "closed", attention_code: null })
        expect((await desk.calls()).filter((call) => call === "POST cancel")).toHaveLength(1)
      })

      it("is canceled when Klarna can be read again", async () => {
        const order = await pending()
        await klarna.faults({ fault: "503", times: 100 })
        await decided(order, "REJECTED")
        expect(await readOrder(order.id)).toMatchObject({ status: "pending" })
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        await expectCanceled(order)
      })

      it("is canceled later when Medusa fails in the middle of it", async () => {
        const order = await pending()
        const mend = await breakWrites(container(), "order", "UPDATE")
        await decided(order, "REJECTED")
        await mend()
        await desk.reconcile(order.id)
        await expectCanceled(order)
      })

      it("is not canceled when its goods are packed: that is told", async () => {
        const order = await desk.buy()
        await shop.fulfill(order.id)
        await settled()
        await decided(order, "REJECTED")
        expect(await readOrder(order.id)).toMatchObject({ status: "pending" })
        expect(await desk.attention(order.id)).toMatchObject({ code: "fraud_rejected" })
      })

      it("is not canceled when the merchant took the risk and captured it", async () => {
        const order = await desk.buy()
        await shop.capturePayment(order.id)
        await settled()
        await decided(order, "REJECTED")
        expect(await readOrder(order.id)).toMatchObject({ status: "pending" })
        expect(await desk.effects("POST refunds")).toBe(0)
      })

      it.each(["STOPPED", "ACCEPTED"] as const)("is another than one that is %s", async (status) => {
        const order = await desk.buy()
        await decided(order, status)
        expect(await readOrder(order.id)).toMatchObject({ status: "pending" })
        expect((await stateOf(order)).attention_code).toBe(status === "STOPPED" ? "fraud_stopped" : null)
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, onFraudRejected: "cancel" } }
)
