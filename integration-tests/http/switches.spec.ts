import type { Operations, WriteKind } from "../../src/mapping/types"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const operations: Operations = {
  amount: "manual",
  cancel: "manual",
  release: "manual",
  shippingAddress: "manual",
  billingAddress: "manual",
  references: "manual",
  acknowledge: "manual",
  shippingInfo: "manual",
}
const references = { merchantReference1: "metadata.erp_id", merchantReference2: "id" }

/** A difference that waits for the merchant, told in the terms of one kind of write. */
interface ByHand {
  kind: WriteKind
  asked: object
  call: string
  change: (order: Bought) => Promise<unknown>
}

klarnaStore(
  (shop) => {
    const { klarna, settled, editOrder, updateOrder, cancelOrder, capturePayment, readOrder } = shop
    const desk = klarnaDesk(shop)
    const { side, sync, calls, reconcile } = desk

    /** Placed, and acknowledged by hand: nothing waits any more. */
    async function buy(purchase?: Parameters<typeof desk.buy>[0]): Promise<Bought> {
      const order = await desk.buy(purchase)
      await sync(order.id, ["acknowledge"])
      expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", notes: [] })
      await klarna.clearRequests()
      return order
    }

    const addMug = ({ id }: Bought) => editOrder(id, (edit) => edit.addItem("Mug"))
    const removeMug = ({ id }: Bought) => editOrder(id, (edit) => edit.removeItem("Mug"))

    /** Kept and shown: what waits in short, nothing that anybody has to look at, no time when it is tried. */
    async function expectWaiting({ id }: Bought, ...waiting: object[]): Promise<void> {
      await settled()
      expect((await side(id)).klarna_order).toMatchObject({
        sync_state: waiting.length ? "pending" : "in_sync",
        attention: null,
        next_attempt_at: null,
        notes: waiting.map((each) => ({ code: "manual", ...each })),
      })
    }

    const situations: [string, ByHand][] = [
      [
        "a raised amount",
        {
          kind: "authorization",
          asked: { order_amount: 19000, previous_amount: 15000, currency: "SEK", lines: 3 },
          call: "PATCH authorization",
          change: addMug,
        },
      ],
      [
        "a new delivery address",
        {
          kind: "shipping_address",
          asked: { fields: ["city"] },
          call: "PATCH customer-details",
          change: ({ id }) => updateOrder(id, { shipping_address: { city: "Uppsala" } }),
        },
      ],
      [
        "a new billing address",
        {
          kind: "billing_address",
          asked: { fields: ["city"] },
          call: "PATCH customer-details",
          change: ({ id }) => updateOrder(id, { billing_address: { city: "Uppsala" } }),
        },
      ],
      [
        "a new reference",
        {
          kind: "references",
          asked: { merchant_reference1: "ERP-7" },
          call: "PATCH merchant-references",
          change: ({ id }) => updateOrder(id, { metadata: { erp_id: "ERP-7" } }),
        },
      ],
      [
        "a cancellation",
        {
          kind: "cancel",
          asked: { reason: "order_canceled", order_amount: 15000, currency: "SEK" },
          call: "POST cancel",
          change: ({ id }) => cancelOrder(id),
        },
      ],
    ]

    describe.each(situations)("Sent by hand: %s", (_, { kind, asked, call, change }) => {
      it("is kept and shown until the merchant sends it; nothing else makes it go [cases 48, 55]", async () => {
        await klarna.switches({ billing_address_update: "accept" })
        const order = await buy()
        const before = await klarna.order(order.klarnaId)
        await change(order)
        await expectWaiting(order, { kind, asked })
        await sync(order.id)
        await reconcile(order.id)
        expect(await calls()).toEqual([])
        expect(await klarna.order(order.klarnaId)).toEqual(before)
        await expectWaiting(order, { kind, asked })

        expect(await sync(order.id, [kind])).toMatchObject({ sync: { writes: [{ kind, outcome: "accepted" }] } })
        expect(await calls()).toEqual([call])
        const { klarna_order, operations: ledger } = await side(order.id)
        expect(klarna_order).toMatchObject({ sync_state: kind === "cancel" ? "closed" : "in_sync", notes: [] })
        expect(ledger[0]).toMatchObject({ kind, asked, outcome: "accepted", trigger: expect.stringMatching(/^user:/) })
      })

      it("is sent once when Klarna does not answer, and needs no second word of the merchant", async () => {
        await klarna.switches({ billing_address_update: "accept" })
        const order = await buy()
        await change(order)
        await settled()
        await klarna.faults({ match: { path: call.split(" ")[1] }, fault: "cut-after" })
        await klarna.faults({ fault: "503", times: 20 })
        expect(await sync(order.id, [kind])).toMatchObject({
          klarna_order: { sync_state: "pending", next_attempt_at: expect.any(String) },
          sync: { writes: [{ kind, outcome: "unknown" }] },
        })
        await klarna.clearFaults()
        await reconcile(order.id)
        expect(await desk.effects(call)).toBe(1)
        expect((await side(order.id)).klarna_order).toMatchObject({ attention: null, notes: [] })
      })
    })

    describe("Sent by hand while Klarna does not listen at all", () => {
      it.each(["429", "cut-before"] as const)("goes out later as the merchant's own wish, once: %s", async (fault) => {
        const order = await buy()
        await addMug(order)
        await settled()
        await klarna.faults({ match: { path: "/authorization" }, fault })
        expect(await sync(order.id, ["authorization"])).toMatchObject({ klarna_order: { sync_state: "pending" } })
        await reconcile(order.id)
        expect(await desk.effects("PATCH authorization")).toBe(1)
        await desk.expectInStep(order, 190)
        const { operations: ledger } = await side(order.id)
        expect(ledger.find(({ outcome }) => outcome === "accepted")?.trigger).toMatch(/^user:/)
      })

      it("waits for the merchant again when the order was changed back and forth meanwhile", async () => {
        const order = await buy()
        await addMug(order)
        await settled()
        await klarna.faults({ match: { path: "/authorization" }, fault: "429" })
        await sync(order.id, ["authorization"])
        await removeMug(order)
        await settled()
        await addMug(order)
        await expectWaiting(order, { kind: "authorization" })
        expect(await desk.effects("PATCH authorization")).toBe(0)
      })
    })

    describe("What Klarna refuses to a merchant", () => {
      it("is shown in Klarna's words, stays so, and is not asked again", async () => {
        const order = await buy()
        await klarna.setRisk(order.klarnaId, { increase: "refuse" })
        await addMug(order)
        await settled()
        await sync(order.id, ["authorization"])
        expect(await calls()).toEqual(["PATCH authorization", "GET order"])
        const refused = { code: "increase_refused", klarna: { code: "NOT_ALLOWED", messages: ["Update not allowed."] } }
        expect(await desk.attention(order.id)).toMatchObject(refused)
        await klarna.clearRequests()
        await sync(order.id)
        expect(await calls()).toEqual([])
        expect(await desk.attention(order.id)).toMatchObject(refused)
        await desk.expectPayment(order.id, 150)

        await klarna.setRisk(order.klarnaId, { increase: "accept" })
        await sync(order.id, ["authorization"])
        await desk.expectInStep(order, 190)
        await desk.expectCaptureTakesAll(order)
      })

      it.each<[string, WriteKind, string, (order: Bought) => Promise<unknown>]>([
        [
          "the delivery address",
          "shipping_address",
          "address_refused",
          async ({ id, klarnaId }) => {
            await klarna.setRisk(klarnaId, { address: "refuse" })
            await updateOrder(id, { shipping_address: { city: "Uppsala" } })
          },
        ],
        [
          "the billing address, as newer Klarna does",
          "billing_address",
          "billing_address_refused",
          ({ id }) => updateOrder(id, { billing_address: { city: "Uppsala" } }),
        ],
        [
          "the cancellation of what was captured in Klarna's portal",
          "cancel",
          "refund_missing",
          async ({ id, klarnaId }) => {
            await cancelOrder(id)
            await klarna.portal(klarnaId, "capture", 5000)
          },
        ],
      ])("says why: %s", async (_, kind, code, change) => {
        const order = await buy()
        await change(order)
        await settled()
        const { klarna_order } = await sync(order.id, [kind])
        expect(klarna_order).toMatchObject({ sync_state: "needs_attention" })
        expect((klarna_order.attention ?? []).map((each) => each.code)).toContain(code)
      })
    })

    describe("A difference that waits", () => {
      it("is gone without a call when the order is changed back", async () => {
        const order = await buy()
        await addMug(order)
        await expectWaiting(order, { kind: "authorization" })
        await removeMug(order)
        await expectWaiting(order)
        expect(await calls()).toEqual([])
        await desk.expectInStep(order, 150)
        await desk.expectCaptureTakesAll(order)
      })

      it("is gone for good when the order is changed back after Klarna did not answer", async () => {
        const order = await buy()
        await addMug(order)
        await settled()
        await klarna.faults({ match: { path: "/authorization" }, fault: "cut-before" })
        await klarna.faults({ fault: "503", times: 20 })
        await sync(order.id, ["authorization"])
        await klarna.clearFaults()
        await removeMug(order)
        await settled()
        await reconcile(order.id)
        expect(await desk.effects("PATCH authorization")).toBe(0)
        await desk.expectInStep(order, 150)
      })

      it("shows the newest state, and only that is sent", async () => {
        const order = await buy()
        await addMug(order)
        await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
        await expectWaiting(order, { kind: "authorization", asked: { order_amount: 29000, previous_amount: 15000 } })
        await sync(order.id, ["authorization"])
        expect((await desk.authorizations()).map(({ order_amount }) => order_amount)).toEqual([29000])
        await desk.expectInStep(order, 290)
      })

      it("is one of several: what the merchant did not send goes on waiting", async () => {
        const order = await buy()
        await addMug(order)
        await updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
        await expectWaiting(order, { kind: "authorization" }, { kind: "shipping_address" })
        await sync(order.id, ["shipping_address"])
        expect(await calls()).toEqual(["PATCH customer-details"])
        await expectWaiting(order, { kind: "authorization" })
      })

      it("does not keep a merchant from being told what nobody can send", async () => {
        const { id } = await buy()
        await updateOrder(id, { shipping_address: { city: "" } })
        await settled()
        expect(await desk.attention(id)).toMatchObject({ code: "address_field_required" })
        expect(await calls()).toEqual([])
      })

      it("can be found among all orders", async () => {
        const [waits] = [await buy(), await buy()]
        await addMug(waits)
        await settled()
        const found = await shop
          .container()
          .resolve("__pg_connection__")("klarna_order")
          .whereRaw("notes @> ?", [JSON.stringify([{ code: "manual" }])])
          .select("order_id")
        expect(found).toEqual([{ order_id: waits.id }])
      })
    })

    describe("The money while an amount waits", () => {
      it("is what Klarna holds, not what the order was raised to", async () => {
        const order = await buy()
        await addMug(order)
        await settled()
        const { payment_collections } = await readOrder(order.id)
        expect(payment_collections.map(({ status }) => status)).toContain("partially_authorized")
        await desk.expectPayment(order.id, 150)
        await capturePayment(order.id)
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 15000, captured_amount: 15000 })
        expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 40 } })
        expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { missing: 4000 } })
      })

      it("is what the buyer owes, not what Klarna still holds after the order was lowered", async () => {
        const order = await buy({ items: [{ product: "Shirt", quantity: 2 }] })
        await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
        await settled()
        await desk.expectPayment(order.id, 150)
        await capturePayment(order.id)
        await expectWaiting(order, { kind: "authorization", asked: { order_amount: 15000, previous_amount: 25000 } })
        expect(await calls()).toEqual(["POST captures"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "PART_CAPTURED", captured_amount: 15000 })
        expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0 } })
      })

      it("stays reserved when an order is canceled, until the merchant gives it back", async () => {
        const order = await buy()
        await cancelOrder(order.id)
        await settled()
        expect(await readOrder(order.id)).toMatchObject({ status: "canceled" })
        expect(await klarna.order(order.klarnaId)).toMatchObject({
          status: "AUTHORIZED",
          remaining_authorized_amount: 15000,
        })
        await sync(order.id, ["cancel"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED" })
      })

      it("stays reserved where a part was captured, until the merchant releases it", async () => {
        const order = await buy()
        await capturePayment(order.id, { amount: 50 })
        await settled()
        await klarna.clearRequests()
        await cancelOrder(order.id)
        await settled()
        expect(await calls()).toEqual(["POST refunds"])
        await expectWaiting(order, { kind: "release", asked: { released_amount: 10000, currency: "SEK" } })
        await klarna.clearRequests()
        await sync(order.id, ["release"])
        expect(await calls()).toEqual(["POST release-remaining-authorization"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ remaining_authorized_amount: 0 })
      })
    })

    describe("An action of the merchant", () => {
      it("is the word by hand: references that were typed for this order are sent at once", async () => {
        const order = await buy()
        await shop.admin.post(`/admin/klarna/orders/${order.id}/references`, { merchant_reference1: "TYPED" })
        const bodies = bodiesOf(await desk.requests(), "PATCH merchant-references")
        expect(bodies).toEqual([{ merchant_reference1: "TYPED" }])
        await expectWaiting(order)
      })
    })

    describe("A new order", () => {
      it("waits to be acknowledged, and is captured all the same", async () => {
        const order = await desk.buy()
        await expectWaiting(order, { kind: "acknowledge" })
        expect(await calls()).toEqual([])
        await sync(order.id, ["acknowledge"])
        expect(await calls()).toEqual(["POST acknowledge"])
        await expectWaiting(order)
        await desk.expectCaptureTakesAll(order)
      })
    })
  },
  { options: { operations, references, retries: 0, timeoutMs: 2000, deadlineMs: 4000 } }
)
