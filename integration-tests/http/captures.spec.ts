import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { CreateCapture, CreateRefund } from "../../src/klarna/types"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { nothingCanComeAnyMore } from "../store/late-answers"
import { livePaymentsOf } from "../store/merchant"

const impatient = { options: { timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

klarnaStore((shop) => {
  const { klarna, capturePayment, refundPayment, readOrder, editOrder, settled, admin, container } = shop
  const desk = klarnaDesk(shop)

  const captures = async () => bodiesOf<CreateCapture>(await desk.requests(), "POST captures")
  const refunds = async () => bodiesOf<CreateRefund>(await desk.requests(), "POST refunds")
  const paid = async ({ id }: Bought) => {
    const { summary, payment_status } = await readOrder(id)
    // Medusa types the summary as any number it can hold; over HTTP it is plain ones.
    const { paid_total, refunded_total, pending_difference } = summary as unknown as Record<string, number>
    return { payment_status, paid_total, refunded_total, pending_difference }
  }

  /** Bought, captured in full, and the log empty. */
  async function sold(): Promise<Bought> {
    const order = await desk.buy(twoShirts)
    await capturePayment(order.id)
    await settled()
    await klarna.clearRequests()
    return order
  }

  /** Both sides agree on what was captured and refunded (major units), and nobody has to do anything. */
  async function expectMoney(order: Bought, { captured, refunded = 0 }: { captured: number; refunded?: number }) {
    await settled()
    const amounts = { captured_amount: captured * 100, refunded_amount: refunded * 100 }
    expect(await klarna.order(order.klarnaId)).toMatchObject(amounts)
    expect((await desk.side(order.id)).klarna_order).toMatchObject({ ...amounts, attention_code: null })
    const payments = livePaymentsOf(await readOrder(order.id))
    const sum = (rows: { amount?: unknown }[] = []) => rows.reduce((total, { amount }) => total + Number(amount), 0)
    expect(sum(payments.flatMap((payment) => (payment.captures ?? []) as { amount?: unknown }[]))).toBe(captured)
    expect(sum(payments.flatMap((payment) => (payment.refunds ?? []) as { amount?: unknown }[]))).toBe(refunded)
  }

  describe("A capture from the order page", () => {
    it("takes everything in one call, and Klarna is not read for it", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      expect(await desk.calls()).toEqual(["POST captures"])
      const medusas = livePaymentsOf(await readOrder(order.id))[0].captures![0]
      expect(await captures()).toEqual([expect.objectContaining({ captured_amount: 25000, reference: medusas.id })])
      await expectMoney(order, { captured: 250 })
      expect(await paid(order)).toMatchObject({ payment_status: "captured", paid_total: 250, pending_difference: 0 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ status: "CAPTURED", sync_state: "in_sync" })
    })

    it("takes a part, then another, then the rest", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 100 })
      await capturePayment(order.id, { amount: 49.5 })
      await capturePayment(order.id, { amount: 100.5 })
      expect(await desk.calls()).toEqual(["POST captures", "POST captures", "POST captures"])
      expect((await captures()).map(({ captured_amount }) => captured_amount)).toEqual([10000, 4950, 10050])
      await expectMoney(order, { captured: 250 })
      expect(await paid(order)).toMatchObject({ payment_status: "captured", pending_difference: 0 })
    })

    it("never takes more than is left [case 88]", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 200 })
      await expect(capturePayment(order.id, { amount: 51 })).rejects.toThrow(/cannot capture more/)
      expect(await captures()).toHaveLength(1)
      await expectMoney(order, { captured: 200 })
    })

    it("is refused in Klarna's words, with what can still be captured, when Klarna holds less than Medusa thinks [cases 22, 39]", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.portal(order.klarnaId, "update-amount", 20000)
      await expect(capturePayment(order.id)).rejects.toThrow(
        /Klarna refused the capture: CAPTURE_NOT_ALLOWED.*correlation id.*AUTHORIZED, 200\.00 SEK can still be captured until/
      )
      await expect(capturePayment(order.id, { amount: 200 })).resolves.toBeUndefined()
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 20000, captures: [{}] })
    })

    it("is refused after the authorization has expired, and says that nothing is left [case 50]", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.clock({ advance_seconds: 60 * 24 * 3600 })
      await expect(capturePayment(order.id)).rejects.toThrow(
        /Klarna's order is EXPIRED, 0\.00 SEK can still be captured/
      )
      expect((await klarna.order(order.klarnaId)).captures).toEqual([])
      expect(await paid(order)).toMatchObject({ paid_total: 0 })
    })

    it("is made once when two people click at the same time [cases 15, 88]", async () => {
      const order = await desk.buy(twoShirts)
      const clicks = await Promise.allSettled([capturePayment(order.id), capturePayment(order.id)])
      expect(clicks.map(({ status }) => status)).toContain("fulfilled")
      await expectMoney(order, { captured: 250 })
      expect(await desk.effects("POST captures")).toBe(1)
    })

    it("may be made in parts by two people at the same time", async () => {
      const order = await desk.buy(twoShirts)
      await Promise.all([capturePayment(order.id, { amount: 100 }), capturePayment(order.id, { amount: 150 })])
      await expectMoney(order, { captured: 250 })
      expect(await desk.effects("POST captures")).toBe(2)
    })
  })

  describe("A capture whose answer is lost", () => {
    it("is reported as not confirmed, and the next click takes over the one that Klarna made", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-after" })
      await expect(capturePayment(order.id)).rejects.toThrow(
        /did not confirm the capture.*Try again.*nothing is captured twice/
      )
      await capturePayment(order.id)
      expect(await desk.effects("POST captures")).toBe(1)
      await expectMoney(order, { captured: 250 })
      expect(await paid(order)).toMatchObject({ payment_status: "captured", pending_difference: 0 })
    })

    it("is taken over part by part: the second part of the same amount is a new capture", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-after" })
      await expect(capturePayment(order.id, { amount: 125 })).rejects.toThrow(/Try again/)
      await capturePayment(order.id, { amount: 125 })
      expect(await desk.effects("POST captures")).toBe(1)
      await capturePayment(order.id, { amount: 125 })
      expect(await desk.effects("POST captures")).toBe(2)
      await expectMoney(order, { captured: 250 })
    })

    it("is told by attention until then, whatever else happens to the order", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-after" })
      await expect(capturePayment(order.id)).rejects.toThrow(/Try again/)
      await desk.sync(order.id)
      expect(await desk.attention(order.id)).toMatchObject({ code: "captured_elsewhere" })
      await capturePayment(order.id)
      expect(await desk.effects("POST captures")).toBe(1)
      await expectMoney(order, { captured: 250 })
    })

    it.each(["cut-before", "500", "503", "429"] as const)(
      "is made by the next click when it never reached Klarna: %s",
      async (fault) => {
        const order = await desk.buy(twoShirts)
        await klarna.faults({ match: { path: "/captures" }, fault })
        await expect(capturePayment(order.id)).rejects.toThrow(/did not confirm the capture/)
        expect(await paid(order)).toMatchObject({ paid_total: 0 })
        await capturePayment(order.id)
        expect(await desk.effects("POST captures")).toBe(1)
        await expectMoney(order, { captured: 250 })
      }
    )

    it("is asked for again under its own key while Klarna may still be at it; another amount has to wait", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-before" })
      await expect(capturePayment(order.id, { amount: 100 })).rejects.toThrow(/did not confirm the capture/)
      await expect(capturePayment(order.id, { amount: 40 })).rejects.toThrow(
        /no known outcome yet.*try again in a minute/
      )
      await capturePayment(order.id, { amount: 100 })

      const keys = (await desk.requests()).flatMap(({ idempotency_key }) => idempotency_key ?? [])
      expect([keys.length, new Set(keys).size]).toEqual([2, 1])
      expect(await desk.effects("POST captures")).toBe(1)
      await expectMoney(order, { captured: 100 })
    })

    it("leaves the way free for another amount once Klarna can no longer be at it", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-before" })
      await expect(capturePayment(order.id, { amount: 100 })).rejects.toThrow(/did not confirm the capture/)
      await container()
        .resolve(ContainerRegistrationKeys.PG_CONNECTION)
        .raw(
          "UPDATE klarna_operation SET sent_at = sent_at - interval '2 minutes', finished_at = finished_at - interval '2 minutes'"
        )
      await capturePayment(order.id, { amount: 40 })
      await expectMoney(order, { captured: 40 })
    })

    it("is known without its id, too", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "no-id-header" })
      await capturePayment(order.id)
      await expectMoney(order, { captured: 250 })
    })

    it("is refused plainly when Klarna rejects the credentials", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/captures" }, fault: "401-html" })
      await expect(capturePayment(order.id)).rejects.toThrow(/UNAUTHORIZED: Klarna rejected the credentials/)
      await capturePayment(order.id)
      await expectMoney(order, { captured: 250 })
    })
  })

  describe("A refund from the order page", () => {
    it("gives everything back in one call [case 2]", async () => {
      const order = await sold()
      await refundPayment(order.id)
      expect(await desk.calls()).toEqual(["POST refunds"])
      const medusas = livePaymentsOf(await readOrder(order.id))[0].refunds![0]
      expect(await refunds()).toEqual([expect.objectContaining({ refunded_amount: 25000, reference: medusas.id })])
      await expectMoney(order, { captured: 250, refunded: 250 })
      expect(await paid(order)).toMatchObject({ payment_status: "refunded", refunded_total: 250 })
    })

    it("gives parts back", async () => {
      const order = await sold()
      await refundPayment(order.id, { amount: 20.5 })
      await refundPayment(order.id, { amount: 29.5 })
      expect((await refunds()).map(({ refunded_amount }) => refunded_amount)).toEqual([2050, 2950])
      await expectMoney(order, { captured: 250, refunded: 50 })
    })

    it("never gives back more than was captured [case 75]", async () => {
      const order = await sold()
      await refundPayment(order.id, { amount: 200 })
      await expect(refundPayment(order.id, { amount: 51 })).rejects.toThrow(/refund more than the captured amount/)
      await expectMoney(order, { captured: 250, refunded: 200 })
    })

    it("is refused in Klarna's words when Klarna has less left than that [cases 7, 41]", async () => {
      const order = await sold()
      await klarna.portal(order.klarnaId, "refund", 20000)
      await expect(refundPayment(order.id, { amount: 230 })).rejects.toThrow(
        /Klarna refused the refund: REFUND_NOT_ALLOWED: Over refund is not allowed.*correlation id.*Nothing was refunded/
      )
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 20000 })
      expect(await paid(order)).toMatchObject({ refunded_total: 0 })
      expect((await desk.side(order.id)).operations[0]).toMatchObject({ kind: "refund", outcome: "refused" })
    })

    it("only records what somebody gave back in Klarna's portal already", async () => {
      const order = await sold()
      await klarna.portal(order.klarnaId, "refund", 20000)
      await refundPayment(order.id, { amount: 200 })
      expect(await desk.effects("POST refunds")).toBe(0)
      await expectMoney(order, { captured: 250, refunded: 200 })
    })

    it("is not doubled when its answer was lost: the next click takes over the one that Klarna made", async () => {
      const order = await sold()
      await klarna.faults({ match: { path: "/refunds" }, fault: "cut-after" })
      await expect(refundPayment(order.id, { amount: 50 })).rejects.toThrow(/Try again.*nothing is refunded twice/)
      expect(await paid(order)).toMatchObject({ refunded_total: 0 })
      await refundPayment(order.id, { amount: 50 })
      expect(await desk.effects("POST refunds")).toBe(1)
      await expectMoney(order, { captured: 250, refunded: 50 })
      await refundPayment(order.id, { amount: 50 })
      expect(await desk.effects("POST refunds")).toBe(2)
      await expectMoney(order, { captured: 250, refunded: 100 })
    })

    it("is not doubled either when the sync found out first what became of it", async () => {
      const order = await sold()
      await klarna.faults({ match: { path: "/refunds" }, fault: "cut-after" })
      await expect(refundPayment(order.id, { amount: 50 })).rejects.toThrow(/Try again/)
      await desk.sync(order.id)
      await refundPayment(order.id, { amount: 50 })
      expect(await desk.effects("POST refunds")).toBe(1)
      await expectMoney(order, { captured: 250, refunded: 50 })
    })

    it.each(["cut-before", "503"] as const)(
      "is made by the next click when it never reached Klarna: %s",
      async (fault) => {
        const order = await sold()
        await klarna.faults({ match: { path: "/refunds" }, fault })
        await expect(refundPayment(order.id, { amount: 50 })).rejects.toThrow(/did not confirm the refund/)
        await refundPayment(order.id, { amount: 50 })
        expect(await desk.effects("POST refunds")).toBe(1)
        await expectMoney(order, { captured: 250, refunded: 50 })
      }
    )

    it("is possible on both payments of an order that was edited between two captures", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 100 })
      await settled()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await capturePayment(order.id)
      await settled()
      for (const payment of (await readOrder(order.id)).payment_collections.flatMap((one) => one.payments ?? [])) {
        if (payment.captures?.length) await admin.post(`/admin/payments/${payment.id}/refund`, { amount: 10 })
      }
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 29000, refunded_amount: 2000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ refunded_amount: 2000, attention_code: null })
    })
  })

  describe("Money while Klarna has not answered an edit", () => {
    it("is captured after looking what became of the edit, and never beyond what Klarna guarantees now", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/authorization" }, fault: "cut-after" })
      await klarna.faults({ match: { path: "/authorization" }, fault: "503", times: 20 })
      await shop.addCreditLine(order.id, 20)
      await settled()
      await expect(capturePayment(order.id)).rejects.toThrow(/Klarna refused.*230\.00 SEK can still be captured/)
      await klarna.clearFaults()
      await desk.sync(order.id)
      await capturePayment(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await expectMoney(order, { captured: 230 })
      expect(await paid(order)).toMatchObject({ payment_status: "captured", pending_difference: 0 })
    })

    it("is captured at once where the lost edit made no difference to it", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/authorization" }, fault: "cut-after" })
      await klarna.faults({ match: { path: "/authorization" }, fault: "503", times: 20 })
      await shop.addCreditLine(order.id, 20)
      await settled()
      await capturePayment(order.id, { amount: 100 })
      await klarna.clearFaults()
      await desk.sync(order.id)
      await capturePayment(order.id, { amount: 130 })
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await expectMoney(order, { captured: 230 })
    })

    it("lets nothing be forgotten that Klarna may still be at: it is looked at once more when that is over", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/authorization" }, fault: "503", times: 20 })
      await shop.addCreditLine(order.id, 20)
      await settled()
      await capturePayment(order.id, { amount: 100 })
      await klarna.clearFaults()
      await desk.sync(order.id)
      await klarna.clearRequests()
      await nothingCanComeAnyMore(container())
      await runReconcileJob(container())
      await settled()
      expect(await desk.calls()).toEqual(["GET order"])
      await klarna.clearRequests()
      await runReconcileJob(container())
      expect(await desk.calls()).toEqual([])
      await expectMoney(order, { captured: 100 })
    })

    it("waits for a call that is on its way", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.faults({ match: { path: "/authorization" }, fault: "slow", delay_ms: 1200 })
      await shop.addCreditLine(order.id, 20)
      await capturePayment(order.id, { amount: 230 })
      expect(await desk.calls()).toEqual(["PATCH authorization", "POST captures"])
      await expectMoney(order, { captured: 230 })
    })

    it("is not refunded in the middle of a capture whose end nobody knows, but after looking", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 100 })
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-after" })
      await expect(capturePayment(order.id, { amount: 150 })).rejects.toThrow(/Try again/)
      await refundPayment(order.id, { amount: 40 })
      await capturePayment(order.id, { amount: 150 })
      expect(await desk.effects("POST captures")).toBe(2)
      await expectMoney(order, { captured: 250, refunded: 40 })
    })
  })

  it("keeps every capture and refund in the order's timeline, with Klarna's ids [cases 12, 16]", async () => {
    const order = await sold()
    await refundPayment(order.id, { amount: 50 })
    await settled()
    const { operations } = await desk.side(order.id)
    const { captures, refunds } = await klarna.order(order.klarnaId)
    expect(operations.filter(({ kind }) => kind === "capture" || kind === "refund")).toMatchObject([
      { kind: "refund", outcome: "accepted", result_id: refunds[0].refund_id, asked: { refunded_amount: 5000 } },
      { kind: "capture", outcome: "accepted", result_id: captures[0].capture_id, asked: { captured_amount: 25000 } },
    ])
    const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const open = await knex("klarna_operation").where({ klarna_order_id: order.klarnaId }).whereNull("outcome")
    expect(open).toEqual([])
  })
}, impatient)
