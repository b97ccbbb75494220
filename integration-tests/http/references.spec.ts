import { Modules } from "@medusajs/framework/utils"
import { providers } from "../store/catalog"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

// One attempt per call: an outage is then exactly one request, and nobody waits.
const options = { retries: 0, references: { merchantReference2: "metadata.erp_number" } }

klarnaStore(
  (shop) => {
    const { klarna, settled, admin, container, ...merchant } = shop
    const { buy, side, calls, requests, reconcile, sync, expectCaptureTakesAll } = klarnaDesk(shop)

    const told = async () => bodiesOf(await requests(), "PATCH merchant-references")
    const setReferences = (id: string, references: object) =>
      admin.post<{ sync: { result: string; writes: object[] } }>(`/admin/klarna/orders/${id}/references`, references)

    async function giveNumber(id: string, erp_number: string | null) {
      await merchant.updateOrder(id, { metadata: { erp_number } })
      await settled()
    }

    describe("An order that gets another number", () => {
      it("is renumbered at Klarna: only that reference is sent", async () => {
        const order = await buy()
        // Medusa has no route for it: a store numbers its orders with the order module.
        await container()
          .resolve(Modules.ORDER)
          .updateOrders(order.id, { custom_display_id: "SE-1001" } as object)
        await settled()
        expect(await calls()).toEqual(["PATCH merchant-references"])
        expect(await told()).toEqual([{ merchant_reference1: "SE-1001" }])
        expect(await klarna.order(order.klarnaId)).toMatchObject({
          status: "AUTHORIZED",
          merchant_reference1: "SE-1001",
          merchant_reference2: "",
        })
        expect((await side(order.id)).klarna_order).toMatchObject({
          merchant_reference1: "SE-1001",
          sync_state: "in_sync",
        })
        await expectCaptureTakesAll(order)
      })

      it("is told its number in the books as soon as the order's metadata has one, each change once", async () => {
        const { id, klarnaId } = await buy()
        await giveNumber(id, "E-7")
        await giveNumber(id, "E-8")
        await merchant.updateOrder(id, { metadata: { gift: "yes" } })
        await settled()
        expect(await calls()).toEqual(["PATCH merchant-references", "PATCH merchant-references"])
        expect(await told()).toEqual([{ merchant_reference2: "E-7" }, { merchant_reference2: "E-8" }])
        expect(await klarna.order(klarnaId)).toMatchObject({ merchant_reference2: "E-8" })
      })

      it("loses it at Klarna when the metadata loses it", async () => {
        const { id, klarnaId } = await buy()
        await giveNumber(id, "E-7")
        await giveNumber(id, "")
        expect(await told()).toEqual([{ merchant_reference2: "E-7" }, { merchant_reference2: "" }])
        expect((await klarna.order(klarnaId)).merchant_reference2 ?? "").toBe("")
      })

      it("is renumbered after it was captured, too", async () => {
        const order = await buy()
        await expectCaptureTakesAll(order)
        await klarna.clearRequests()
        await giveNumber(order.id, "E-7")
        expect(await calls()).toEqual(["PATCH merchant-references"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", merchant_reference2: "E-7" })
      })
    })

    describe("References that a merchant types", () => {
      it("go to Klarna at once, and the answer says so", async () => {
        const { id, klarnaId } = await buy()
        expect(await setReferences(id, { merchant_reference1: "INV-1" })).toMatchObject({
          klarna_order: { merchant_reference1: "INV-1", sync_state: "in_sync" },
          operations: [
            {
              kind: "references",
              outcome: "accepted",
              asked: { merchant_reference1: "INV-1" },
              trigger: expect.stringMatching(/^user:user_/),
            },
            expect.anything(),
            expect.anything(),
          ],
          sync: { result: "in_sync", writes: [{ kind: "references", outcome: "accepted" }] },
        })
        expect(await told()).toEqual([{ merchant_reference1: "INV-1" }])
        expect(await klarna.order(klarnaId)).toMatchObject({ merchant_reference1: "INV-1" })
      })

      it("send nothing when Klarna has them already", async () => {
        const { id } = await buy()
        await setReferences(id, { merchant_reference1: "INV-1" })
        await setReferences(id, { merchant_reference1: "INV-1" })
        expect(await calls()).toEqual(["PATCH merchant-references"])
      })

      it("win over the order's own numbers until they are taken back", async () => {
        const { id } = await buy()
        await giveNumber(id, "E-7")
        await setReferences(id, { merchant_reference2: "MINE" })
        await giveNumber(id, "E-8")
        await setReferences(id, { merchant_reference2: null })
        expect(await told()).toEqual([
          { merchant_reference2: "E-7" },
          { merchant_reference2: "MINE" },
          { merchant_reference2: "E-8" },
        ])
      })

      it("clear a reference with an empty text, and leave the other alone", async () => {
        const { id, klarnaId } = await buy()
        await setReferences(id, { merchant_reference1: "INV-1", merchant_reference2: "BOOK-1" })
        await setReferences(id, { merchant_reference1: "" })
        expect(await told()).toEqual([
          { merchant_reference1: "INV-1", merchant_reference2: "BOOK-1" },
          { merchant_reference1: "" },
        ])
        const order = await klarna.order(klarnaId)
        expect([order.merchant_reference1 ?? "", order.merchant_reference2]).toEqual(["", "BOOK-1"])
      })

      it.each([
        ["longer than Klarna takes", { merchant_reference1: "x".repeat(256) }, "merchant_reference1"],
        ["of another kind", { merchant_reference2: 7 }, "merchant_reference2"],
        ["that Klarna does not have", { merchant_reference3: "INV-1" }, "merchant_reference3"],
        ["left out altogether", {}, "merchant_reference1 or merchant_reference2 is required"],
      ])("are refused when they are %s: the field is named and nothing is sent", async (_, body, named) => {
        const { id } = await buy()
        await expect(setReferences(id, body)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringContaining(named) },
        })
        expect(await calls()).toEqual([])
      })

      it("need a Klarna order", async () => {
        const { id } = await merchant.placeOrder({ provider: providers.manual })
        await expect(setReferences(id, { merchant_reference1: "INV-1" })).rejects.toMatchObject({
          status: 404,
          body: { message: `Order ${id} has no Klarna order` },
        })
        await expect(setReferences("order_nowhere", { merchant_reference1: "INV-1" })).rejects.toMatchObject({
          status: 404,
        })
      })

      it("are refused on a cancelled order, with the reason, and never sent", async () => {
        const { id } = await buy()
        await merchant.cancelOrder(id)
        await settled()
        await klarna.clearRequests()
        await expect(setReferences(id, { merchant_reference1: "INV-1" })).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("cancelled at Klarna") },
        })
        expect(await calls()).toEqual([])
      })

      it("meet an order that was cancelled in Klarna's portal: its merchant hears that first of all", async () => {
        const { id, klarnaId } = await buy()
        await klarna.portal(klarnaId, "cancel")
        expect(await setReferences(id, { merchant_reference1: "INV-1" })).toMatchObject({
          sync: { result: "needs_attention", writes: [{ kind: "references", outcome: "refused" }] },
          klarna_order: { status: "CANCELLED", attention_code: "not_covered" },
        })
        expect(await calls()).toEqual(["PATCH merchant-references", "GET order"])
      })
    })

    describe("References that Klarna does not take", () => {
      it("are shown with Klarna's answer and not sent again, until they are corrected", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "merchant-references" }, fault: "403-empty" })
        await giveNumber(id, "E-7")
        expect((await side(id)).klarna_order).toMatchObject({
          sync_state: "needs_attention",
          attention_code: "references_refused",
          attention: [{ klarna: { code: "HTTP_403" } }],
        })
        expect(await calls()).toEqual(["PATCH merchant-references", "GET order"])
        await sync(id)
        expect(await told()).toHaveLength(1)

        await giveNumber(id, "E-8")
        expect(await klarna.order(klarnaId)).toMatchObject({ status: "AUTHORIZED", merchant_reference2: "E-8" })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      })
    })

    describe("References while Klarna does not answer", () => {
      it("are kept, and told when Klarna is back", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "merchant-references" }, fault: "503", times: 9 })
        expect(await setReferences(id, { merchant_reference1: "INV-1" })).toMatchObject({
          sync: { result: "pending", writes: [{ kind: "references", outcome: "unknown" }] },
          klarna_order: { sync_state: "pending", attention: null, next_attempt_at: expect.any(String) },
        })
        await klarna.clearFaults()
        await reconcile(id)
        expect(await klarna.order(klarnaId)).toMatchObject({ merchant_reference1: "INV-1" })
        const keys = (await requests()).map(({ idempotency_key }) => idempotency_key)
        expect(keys).toHaveLength(2)
        expect(keys[0]).toBe(keys[1])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", next_attempt_at: null })
      })

      it("are told once when only Klarna's answer was lost", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "merchant-references" }, fault: "cut-after" })
        await setReferences(id, { merchant_reference1: "INV-1" })
        await reconcile(id)
        expect((await requests()).filter(({ effect }) => effect)).toHaveLength(1)
        expect(await klarna.order(klarnaId)).toMatchObject({ merchant_reference1: "INV-1" })
      })
    })
  },
  { options }
)
