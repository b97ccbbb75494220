import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { WriteKind } from "../../src/mapping/types"
import type { AdminKlarnaDifferenceResponse } from "../../src/api/admin/klarna/responses"
import { disconnectKlarnaOrderWorkflow, type SyncResult, syncOrderToKlarnaWorkflow } from "../../src/workflows"
import { breakWrites } from "../store/broken-table"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { type KlarnaSide, runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { waitFor } from "../store/wait-for"

klarnaStore(
  (shop) => {
    const { klarna, admin, container, settled, editOrder, updateOrder, cancelOrder, readOrder } = shop
    const desk = klarnaDesk(shop)
    const { buy, side, sync, calls } = desk

    type Answer = KlarnaSide & { sync: SyncResult }
    const disconnect = ({ id }: Bought) => admin.post<Answer>(`/admin/klarna/orders/${id}/disconnect`)
    const differenceOf = async ({ id }: Bought) =>
      (await admin.get<AdminKlarnaDifferenceResponse>(`/admin/klarna/orders/${id}/difference`)).difference
    const reconnect = ({ id }: Bought, confirm: string) =>
      admin.post<Answer>(`/admin/klarna/orders/${id}/reconnect`, { confirm })

    const addMug = ({ id }: Bought) => editOrder(id, (edit) => edit.addItem("Mug"))
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

    /** Sold, disconnected, and the log empty. */
    async function buyAndDisconnect(purchase?: Parameters<typeof buy>[0]): Promise<Bought> {
      const order = await buy(purchase)
      await disconnect(order)
      return order
    }

    /** Everything that may happen to an order but its end. */
    async function changeEverything(order: Bought): Promise<void> {
      await addMug(order)
      await updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
      await admin.post(`/admin/klarna/orders/${order.id}/references`, { merchant_reference1: "TYPED" })
      await settled()
    }

    async function jobRuns(): Promise<void> {
      await knex()("klarna_order").update({ next_attempt_at: new Date(0), updated_at: new Date(0) })
      await runReconcileJob(container())
    }

    const expectOff = async ({ id }: Bought) =>
      expect((await side(id)).klarna_order).toMatchObject({ sync_state: "off", off_at: expect.any(String) })

    describe("Disconnecting", () => {
      it("is shown with who and when, is in the timeline, and calls nobody [case 17]", async () => {
        const order = await buy()
        const { klarna_order, operations, sync: came } = await disconnect(order)
        const who = expect.stringMatching(/^user_/)
        expect(klarna_order).toMatchObject({ sync_state: "off", off_by: who, off_at: expect.any(String) })
        expect(operations[0]).toMatchObject({
          kind: "disconnect",
          outcome: "accepted",
          trigger: `user:${klarna_order.off_by}`,
        })
        expect(came).toMatchObject({ result: "off", writes: [] })
        expect(await side(order.id)).toMatchObject({ klarna_order: { off_by: who }, operations })
        expect(await calls()).toEqual([])
      })

      it("twice changes nothing: the first counts", async () => {
        const order = await buyAndDisconnect()
        const first = await side(order.id)
        expect(await disconnect(order)).toMatchObject(first)
        expect((await side(order.id)).operations).toHaveLength(first.operations.length)
      })

      it("needs an order that was paid with Klarna", async () => {
        for (const act of [disconnect, differenceOf, (order: Bought) => reconnect(order, "x")]) {
          await expect(act({ id: "order_nowhere", klarnaId: "" })).rejects.toMatchObject({
            status: 404,
            body: { message: "Order order_nowhere has no Klarna order" },
          })
        }
      })

      it("leaves a trace without a user where a workflow of the store does it", async () => {
        const { id } = await buy()
        await disconnectKlarnaOrderWorkflow(container()).run({ input: { order_id: id } })
        const { klarna_order, operations } = await side(id)
        expect(klarna_order).toMatchObject({ sync_state: "off", off_by: null, off_at: expect.any(String) })
        expect(operations[0]).toMatchObject({ kind: "disconnect", trigger: "workflow" })
      })
    })

    describe("While an order is disconnected", () => {
      it("nothing that happens to it reaches Klarna: not by events, the button, insisting, or the job", async () => {
        const order = await buyAndDisconnect()
        const before = await klarna.order(order.klarnaId)
        await changeEverything(order)
        const kinds: WriteKind[] = ["authorization", "shipping_address", "references"]
        await expect(sync(order.id, kinds)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/Nothing was sent.*Reconnect it first/) },
        })
        const { result } = await syncOrderToKlarnaWorkflow(container()).run({
          input: { order_id: order.id, force: kinds },
        })
        expect(result).toMatchObject({ result: "off", writes: [] })
        await jobRuns()
        expect(await calls()).toEqual([])
        expect(await klarna.order(order.klarnaId)).toEqual(before)
        await expectOff(order)
      })

      it("the job finds nothing to do", async () => {
        const order = await buyAndDisconnect()
        await changeEverything(order)
        expect(await knex()("klarna_order").first("dirty", "next_attempt_at", "next_read_at", "lease_token")).toEqual({
          dirty: 0,
          next_attempt_at: null,
          next_read_at: null,
          lease_token: null,
        })
      })

      it("captures and refunds still go, after an edit too, for what Klarna guarantees", async () => {
        const order = await buyAndDisconnect()
        await addMug(order)
        await settled()
        await desk.expectPayment(order.id, 150)
        await shop.capturePayment(order.id)
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 15000 })
        expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 40 } })
        await shop.refundPayment(order.id, { amount: 50 })
        expect(await calls()).toEqual(["POST captures", "POST refunds"])
        await expectOff(order)
      })

      it("a lowered order is captured for what it is worth", async () => {
        const order = await buyAndDisconnect({ items: [{ product: "Shirt", quantity: 2 }] })
        await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
        await settled()
        await desk.expectPayment(order.id, 150)
        await shop.capturePayment(order.id)
        expect(await calls()).toEqual(["POST captures"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 25000, captured_amount: 15000 })
      })

      it("a canceled order stays reserved at Klarna; cancelled there when it is reconnected", async () => {
        const order = await buyAndDisconnect()
        await cancelOrder(order.id)
        await jobRuns()
        expect(await calls()).toEqual([])
        expect(await readOrder(order.id)).toMatchObject({ status: "canceled" })
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED" })

        const { fingerprint, writes } = await differenceOf(order)
        expect(writes).toEqual([
          { kind: "cancel", asked: { reason: "order_canceled", order_amount: 15000, currency: "SEK" } },
        ])
        await reconnect(order, fingerprint)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED" })
        expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "closed", off_at: null })
      })

      it("a payment that cannot follow is told, and is made up for later", async () => {
        const order = await buyAndDisconnect()
        const healed = await breakWrites(container(), "payment_session")
        await addMug(order)
        await settled()
        expect((await side(order.id)).klarna_order).toMatchObject({
          sync_state: "off",
          attention_code: "payment_not_following",
          next_attempt_at: expect.any(String),
        })
        await healed()
        await jobRuns()
        expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "off", attention_code: null })
        await desk.expectPayment(order.id, 150)
        expect(await calls()).toEqual([])
      })
    })

    describe("Looking at the difference", () => {
      it("reads Klarna and says in short what would be sent; nothing is sent and nothing is stored", async () => {
        const order = await buyAndDisconnect()
        await changeEverything(order)
        const before = await knex()("klarna_order").first()
        const { fields, lines, currency, ...inShort } = await differenceOf(order)
        expect(inShort).toEqual({
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
          writes: [
            {
              kind: "authorization",
              asked: { order_amount: 19000, previous_amount: 15000, currency: "SEK", lines: 3 },
            },
            { kind: "shipping_address", asked: { fields: ["city"] } },
            { kind: "references", asked: { merchant_reference1: "TYPED" } },
          ],
          attention: [],
          notes: [],
        })
        expect(currency).toBe("SEK")
        const differing = fields.filter(({ differs }) => differs).map(({ field }) => field)
        expect(differing).toEqual(["order_amount", "merchant_reference1", "shipping_address.city"])
        expect(lines.filter(({ differs }) => differs)).toMatchObject([{ medusa: { total_amount: 4000 }, klarna: null }])
        expect(await calls()).toEqual(["GET order"])
        expect(await knex()("klarna_order").first()).toEqual(before)
      })

      it("speaks of Klarna's order as it is now, whoever changed it", async () => {
        const order = await buyAndDisconnect()
        await klarna.portal(order.klarnaId, "update-amount", 17000)
        const { writes } = await differenceOf(order)
        expect(writes).toMatchObject([{ asked: { order_amount: 15000, previous_amount: 17000 } }])
        await klarna.portal(order.klarnaId, "capture", 5000)
        expect(await differenceOf(order)).toMatchObject({ writes: [], attention: [{ code: "captured_elsewhere" }] })
      })

      it("works for an order that is connected: there it is what the next attempt would send", async () => {
        const order = await buy()
        await klarna.faults({ match: { method: "PATCH" }, fault: "503", times: 20 })
        await updateOrder(order.id, { billing_address: { city: "Uppsala" } })
        await settled()
        expect((await differenceOf(order)).writes).toEqual([{ kind: "billing_address", asked: { fields: ["city"] } }])
        await klarna.clearFaults()
        expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "pending" })
      })

      it.each([
        [
          "503",
          /^Klarna's order could not be read: it answered HTTP 503. So there is nothing to compare with, and nothing/,
        ],
        ["401-html", /^Klarna rejected the user name or password/],
      ] as const)("says when Klarna cannot be read, and reconnects nothing: %s", async (fault, sentence) => {
        const order = await buyAndDisconnect()
        await addMug(order)
        await settled()
        const { fingerprint } = await differenceOf(order)
        await klarna.clearRequests()
        await klarna.faults({ fault, times: 20 })
        const refused = { status: 400, body: { type: "not_allowed", message: expect.stringMatching(sentence) } }
        await expect(differenceOf(order)).rejects.toMatchObject(refused)
        await expect(reconnect(order, fingerprint)).rejects.toMatchObject(refused)
        expect(await calls()).toEqual(["GET order", "GET order"])
        await expectOff(order)
        await klarna.clearFaults()
        await reconnect(order, fingerprint)
        await desk.expectInStep(order, 190)
      })
    })

    describe("Reconnecting", () => {
      it("brings everything in one go, once the difference was confirmed", async () => {
        const order = await buyAndDisconnect()
        await changeEverything(order)
        const { fingerprint } = await differenceOf(order)
        await klarna.clearRequests()
        const { klarna_order, operations, sync: came } = await reconnect(order, fingerprint)
        expect(await calls()).toEqual([
          ...["GET order", "PATCH authorization", "PATCH customer-details", "PATCH merchant-references"],
        ])
        expect(klarna_order).toMatchObject({ sync_state: "in_sync", off_by: null, off_at: null })
        expect(came.writes.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"])
        const trace = { kind: "reconnect", outcome: "accepted", trigger: expect.stringMatching(/^user:user_/) }
        expect(operations).toContainEqual(expect.objectContaining(trace))
        await desk.expectInStep(order, 190)
        await desk.expectCaptureTakesAll(order)
      })

      it("costs one look where nothing differs", async () => {
        const order = await buyAndDisconnect()
        const { fingerprint, writes } = await differenceOf(order)
        expect(writes).toEqual([])
        await klarna.clearRequests()
        await reconnect(order, fingerprint)
        expect(await calls()).toEqual(["GET order"])
        await desk.expectInStep(order, 150)
      })

      it("is refused when the order has changed since the difference was shown", async () => {
        const order = await buyAndDisconnect()
        await addMug(order)
        const { fingerprint } = await differenceOf(order)
        await editOrder(order.id, (edit) => edit.addItem("Scarf"))
        await expectChanged(order, fingerprint)
      })

      it("is refused when Klarna's order has changed since the difference was shown", async () => {
        const order = await buyAndDisconnect()
        await addMug(order)
        const { fingerprint } = await differenceOf(order)
        await klarna.portal(order.klarnaId, "update-amount", 16000)
        await expectChanged(order, fingerprint)
      })

      async function expectChanged(order: Bought, confirm: string): Promise<void> {
        await settled()
        await klarna.clearRequests()
        await expect(reconnect(order, confirm)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/changed since it was shown. Nothing was sent.*stays disconnected/) },
        })
        expect(await calls()).toEqual(["GET order"])
        await expectOff(order)
      }

      it.each([
        ["nothing", {}],
        ["an empty text", { confirm: "" }],
        ["something else", { confirm: "x", force: true }],
      ])("needs to know which difference was looked at: %s", async (_, body) => {
        const order = await buyAndDisconnect()
        await expect(admin.post(`/admin/klarna/orders/${order.id}/reconnect`, body)).rejects.toMatchObject({
          status: 400,
          body: { type: "invalid_data", message: expect.stringMatching(/confirm|force/) },
        })
        expect(await calls()).toEqual([])
        await expectOff(order)
      })

      it("says what Klarna refused of it", async () => {
        const order = await buyAndDisconnect()
        await klarna.setRisk(order.klarnaId, { increase: "refuse" })
        await addMug(order)
        await settled()
        const { fingerprint } = await differenceOf(order)
        expect(await reconnect(order, fingerprint)).toMatchObject({
          klarna_order: { sync_state: "needs_attention", attention_code: "increase_refused", off_at: null },
          sync: { result: "needs_attention" },
        })
        await desk.expectPayment(order.id, 150)
      })

      it("an order that is connected changes nothing: two colleagues may click", async () => {
        const order = await buyAndDisconnect()
        await addMug(order)
        await settled()
        const { fingerprint } = await differenceOf(order)
        await klarna.clearRequests()
        const answers = await Promise.all([reconnect(order, fingerprint), reconnect(order, fingerprint)].map(outcomeOf))
        expect(answers).toContain("answered")
        expect(await desk.effects("PATCH authorization")).toBe(1)
        expect(await reconnect(order, fingerprint)).toMatchObject({ sync: { result: "in_sync", writes: [] } })
        await desk.expectInStep(order, 190)
      })

      const outcomeOf = (asked: Promise<unknown>) =>
        asked.then(
          () => "answered",
          (error: Error) => error.message
        )
    })

    describe("Disconnecting in the middle of a sync", () => {
      it.each([
        ["two things", true],
        ["one thing", false],
      ])("lets the call on its way end and sends nothing more; the payment follows: %s to tell", async (_, isTwo) => {
        const order = await buy({ items: [{ product: "Shirt", quantity: 2 }] })
        if (isTwo) await movedBehindOurBack(order)
        await klarna.faults({ match: { path: "/authorization" }, fault: "slow", delay_ms: 1500 })
        await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
        await waitFor(() => knex()("klarna_operation").where({ kind: "authorization" }).whereNotNull("sent_at").first())
        const { klarna_order } = await disconnect(order)
        expect(klarna_order).toMatchObject({ sync_state: "off", order_amount: 15000 })
        expect(callsOf(await klarna.requests())).toEqual(["PATCH authorization"])
        await settled()
        await jobRuns()
        expect(await calls()).toEqual(["PATCH authorization"])
        expect(await klarna.order(order.klarnaId)).toMatchObject({ shipping_address: { city: "Stockholm" } })
        await expectOff(order)
        await desk.expectPayment(order.id, 150)
      })

      it("keeps what got no answer for the day it is reconnected", async () => {
        const order = await buy({ items: [{ product: "Shirt", quantity: 2 }] })
        await klarna.faults({ match: { path: "/authorization" }, fault: "cut-after" })
        await klarna.faults({ fault: "503", times: 20 })
        await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
        await settled()
        await disconnect(order)
        await klarna.clearFaults()
        await klarna.clearRequests()
        await jobRuns()
        expect(await calls()).toEqual([])

        const { fingerprint } = await differenceOf(order)
        await reconnect(order, fingerprint)
        expect(await desk.effects("PATCH authorization")).toBe(0)
        await desk.expectInStep(order, 150)
        await desk.expectCaptureTakesAll(order)
      })

      /** As a script does it, so that the edit finds two things to tell. */
      async function movedBehindOurBack({ id }: Bought): Promise<void> {
        const { shipping_address_id } = await knex()("order").where({ id }).first("shipping_address_id")
        await knex()("order_address").where({ id: shipping_address_id }).update({ city: "Uppsala" })
      }
    })
  },
  { options: { retries: 0, timeoutMs: 4000, deadlineMs: 6000 } }
)
