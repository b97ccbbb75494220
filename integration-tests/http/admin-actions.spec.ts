import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { confirmOrderEditRequestWorkflow } from "@medusajs/medusa/core-flows"
import type {
  AdminKlarnaActionResponse,
  AdminKlarnaOrderResponse,
  KlarnaAction,
} from "../../src/api/admin/klarna/responses"
import { bodiesOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import type { OpenEdit } from "../store/merchant"
import type { Purchase } from "../store/place-order"

klarnaStore(
  (shop) => {
    const { klarna, admin, container, settled, readOrder, capturePayment, editOrder, beginEdit, fulfill } = shop
    const desk = klarnaDesk(shop)
    const { buy, calls, requests } = desk

    const look = (id: string, query = "") => admin.get<AdminKlarnaOrderResponse>(`/admin/klarna/orders/${id}${query}`)
    const act = async ({ id }: Pick<Bought, "id">, action: string) => {
      const answer = await admin.post<AdminKlarnaActionResponse>(`/admin/klarna/orders/${id}/${action}`)
      await settled()
      return answer
    }
    const refused = (pattern: RegExp) => ({
      status: 400,
      body: { type: "not_allowed", message: expect.stringMatching(pattern) },
    })
    const inDays = (days: number) => ({ advance_seconds: days * 24 * 3600 })
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const byMe = { trigger: expect.stringMatching(/^user:user_/) }
    const partCaptured = async () => {
      const order = await buy()
      await capturePayment(order.id, { amount: 60 })
      await settled()
      await klarna.clearRequests()
      return order
    }

    describe("The view of an order", () => {
      it("says what would be sent, what can be done and who did what, in one request and none to Klarna", async () => {
        const order = await buy()
        const calm = await look(order.id)
        expect(calm).toMatchObject({ preview: { writes: [], held: [], waiting: [] }, users: [], portal_url: null })
        const cannot = Object.entries(calm.actions).filter(([, obstacle]) => obstacle)
        expect(Object.fromEntries(cannot)).toEqual({
          release: "nothing_captured",
          reconnect: "already_connected",
          acknowledge_attention: "nothing_to_look_at",
          refund_missing: "nothing_to_refund",
          revert_edit: "nothing_to_revert",
        } satisfies Partial<Record<KlarnaAction, string>>)

        await knex()("klarna_order").where({ order_id: order.id }).update({ order_amount: 10000 })
        await act(order, "disconnect")
        const [user] = await container().resolve(Modules.USER).listUsers()
        expect(await look(order.id)).toMatchObject({
          preview: null,
          actions: { sync: "disconnected", cancel: "disconnected", reconnect: null },
          users: [{ id: user.id, name: user.email }],
        })
        await knex()("klarna_order").where({ order_id: order.id }).update({ off_at: null, sync_state: "in_sync" })
        expect((await look(order.id)).preview?.writes).toEqual([
          { kind: "authorization", asked: expect.objectContaining({ order_amount: 15000, previous_amount: 10000 }) },
        ])
        expect(await calls()).toEqual([])
      })

      it("shows Klarna's own account of the order when it is asked for, and says so when Klarna does not answer", async () => {
        const { id, klarnaId } = await buy()
        const { live } = await look(id, "?live=true")
        expect(live).toMatchObject({
          klarna_order_id: klarnaId,
          order_amount: 15000,
          remaining_authorized_amount: 15000,
        })
        expect(JSON.stringify(live)).not.toContain("street_address")
        expect(await calls()).toEqual(["GET order"])
        await klarna.faults({ fault: "503", times: 1 })
        expect(await look(id, "?live=true")).toMatchObject({
          klarna_order: { sync_state: "in_sync" },
          live: null,
          live_error: expect.stringContaining("could not be read now: it answered HTTP 503"),
        })
      })
    })

    describe("What differs, side by side", () => {
      it("names both sides' values, field by field and line by line, and remembers none", async () => {
        const { id, klarnaId } = await buy()
        await klarna.portal(klarnaId, "update-amount", 16000)
        const { shipping_address_id } = await knex()("order").where({ id }).first("shipping_address_id")
        await knex()("order_address").where({ id: shipping_address_id }).update({ city: "Uppsala" })
        const { difference } = await admin.get<{ difference: Record<"fields" | "lines", object[]> }>(
          `/admin/klarna/orders/${id}/difference`
        )
        expect(difference).toMatchObject({ currency: "SEK", writes: expect.any(Array) })
        expect(difference.fields.filter((each) => "differs" in each && each.differs)).toEqual([
          { field: "order_amount", medusa: 15000, klarna: 16000, differs: true },
          { field: "shipping_address.city", medusa: "Uppsala", klarna: "Stockholm", differs: true },
        ])
        expect(difference.lines.filter((each) => "differs" in each && each.differs)).toMatchObject([
          { medusa: null, klarna: { quantity: 1, total_amount: 1000 } },
        ])
        expect(await calls()).toEqual(["GET order"])
        expect((await look(id)).klarna_order).toMatchObject({ order_amount: 15000 })
      })
    })

    describe("Read from Klarna", () => {
      it("finds what was done in Klarna's portal", async () => {
        const order = await buy()
        await klarna.portal(order.klarnaId, "cancel")
        expect(await act(order, "refresh")).toMatchObject({
          klarna_order: { status: "CANCELLED", attention_code: "not_covered" },
          sync: { result: "needs_attention", writes: [] },
        })
        expect(await calls()).toEqual(["GET order"])
      })

      it("leaves the order pending when Klarna does not answer", async () => {
        const order = await buy()
        await klarna.faults({ fault: "503", times: 1 })
        expect(await act(order, "refresh")).toMatchObject({ klarna_order: { sync_state: "pending" } })
        await desk.reconcile(order.id)
        await desk.expectInStep(order, 150)
      })
    })

    describe("What Klarna does not show", () => {
      it("can be read again, and nothing can be written meanwhile", async () => {
        const order = await buy()
        await klarna.faults({ match: { method: "GET" }, fault: "404", times: 1 })
        expect(await act(order, "refresh")).toMatchObject({
          klarna_order: { attention_code: "klarna_order_missing", attention: [{ klarna: { code: "NOT_FOUND" } }] },
          actions: { refresh: null, extend: "klarna_order_missing", cancel: "klarna_order_missing" },
        })
        await klarna.clearRequests()
        await expect(act(order, "extend")).rejects.toMatchObject(refused(/Nothing was sent.*Synchronise it first/))
        expect(await calls()).toEqual([])
        await act(order, "refresh")
        await desk.expectInStep(order, 150)
      })
    })

    describe("The delivery address once more", () => {
      it("stays pending when Klarna does not answer, and is told later", async () => {
        const order = await buy()
        const { shipping_address_id } = await knex()("order").where({ id: order.id }).first("shipping_address_id")
        await knex()("order_address").where({ id: shipping_address_id }).update({ city: "Uppsala" })
        await klarna.faults({ match: { method: "GET" }, fault: "503", times: 1 })
        expect(await act(order, "resend-address")).toMatchObject({
          klarna_order: { sync_state: "pending" },
          sync: { writes: [] },
        })
        await desk.reconcile(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ shipping_address: { city: "Uppsala" } })
      })

      it("is sent only where Klarna has another one, also after Klarna's no", async () => {
        const order = await buy()
        expect(await act(order, "resend-address")).toMatchObject({ sync: { result: "in_sync", writes: [] } })
        expect(await calls()).toEqual(["GET order"])

        await klarna.setRisk(order.klarnaId, { address: "refuse" })
        const { shipping_address_id } = await knex()("order").where({ id: order.id }).first("shipping_address_id")
        await knex()("order_address").where({ id: shipping_address_id }).update({ city: "Uppsala" })
        await desk.sync(order.id)
        expect(await act(order, "resend-address")).toMatchObject({
          klarna_order: { attention_code: "address_refused" },
          sync: { writes: [{ kind: "shipping_address", outcome: "refused" }] },
        })
        await klarna.setRisk(order.klarnaId, { address: "accept" })
        expect(await act(order, "resend-address")).toMatchObject({
          klarna_order: { sync_state: "in_sync", attention_code: null },
          sync: { writes: [{ kind: "shipping_address", outcome: "accepted" }] },
          operations: [byMe, ...Array(4).fill(expect.anything())],
        })
      })
    })

    describe("Amount and lines once more", () => {
      const raised = async (purchase?: Purchase, change = (edit: OpenEdit) => edit.addItem("Mug")) => {
        const order = await buy(purchase)
        await klarna.setRisk(order.klarnaId, { increase: "refuse" })
        // Told afterwards, as an edit is that another plugin confirms.
        const edit = await beginEdit(order.id)
        await change(edit)
        await confirmOrderEditRequestWorkflow(container()).run({ input: { order_id: order.id } })
        await settled()
        await klarna.clearRequests()
        return order
      }

      it("are sent although Klarna said no before, and Klarna's second no is told in its words", async () => {
        const order = await raised()
        expect(await act(order, "update-amount")).toMatchObject({
          klarna_order: { attention_code: "increase_refused", attention: [{ klarna: { code: "NOT_ALLOWED" } }] },
          sync: { writes: [{ kind: "authorization", outcome: "refused" }] },
        })
        await klarna.setRisk(order.klarnaId, { increase: "accept" })
        expect(await act(order, "update-amount")).toMatchObject({
          klarna_order: { sync_state: "in_sync", order_amount: 19000 },
          sync: { writes: [{ kind: "authorization", outcome: "accepted" }] },
        })
        expect(await act(order, "update-amount")).toMatchObject({ sync: { writes: [] } })
      })

      it("stay pending when Klarna does not answer, and are told later", async () => {
        const order = await raised()
        await klarna.setRisk(order.klarnaId, { increase: "accept" })
        await klarna.faults({ match: { path: "/authorization" }, fault: "503", times: 1 })
        expect(await act(order, "update-amount")).toMatchObject({
          klarna_order: { sync_state: "pending" },
          sync: { writes: [{ kind: "authorization", outcome: "unknown" }] },
        })
        await desk.reconcile(order.id)
        await desk.expectInStep(order, 190)
      })

      it("can be taken back where a line was taken out and another one became dearer", async () => {
        const shirtAndMug = { items: [{ product: "Shirt" as const }, { product: "Mug" as const }] }
        const order = await raised(shirtAndMug, async (edit) => {
          await edit.changeItem("Shirt", { quantity: 2, unitPrice: 300 })
          await edit.removeItem("Mug")
        })
        await act(order, "revert-edit")
        await admin.post(`/admin/order-edits/${order.id}/confirm`)
        await desk.expectInStep(order, 190)
        const bought = (await readOrder(order.id)).items.filter(({ quantity }) => quantity > 0)
        expect(bought.map(({ quantity, unit_price }) => [quantity, unit_price]).sort()).toEqual([
          [1, 100],
          [1, 40],
        ])
      })

      it("is opened once when two merchants take it back at once", async () => {
        const order = await raised()
        const answers = await Promise.allSettled([act(order, "revert-edit"), act(order, "revert-edit")])
        expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
        expect(await knex()("order_change").where({ order_id: order.id, status: "pending" })).toHaveLength(1)
      })

      it("can be taken back: the edit that undoes the last one is opened, and confirmed by the merchant", async () => {
        const order = await raised()
        const { order_change_id, operations } = await act(order, "revert-edit")
        expect(order_change_id).toMatch(/^ordch_/)
        expect(operations[0]).toMatchObject({ kind: "revert_edit", ...byMe, asked: { order_change_id } })
        expect(await calls()).toEqual([])
        await expect(act(order, "revert-edit")).rejects.toMatchObject(refused(/open already/))

        await admin.post(`/admin/order-edits/${order.id}/confirm`)
        await desk.expectInStep(order, 150)
        expect((await readOrder(order.id)).items.filter(({ quantity }) => quantity > 0)).toHaveLength(1)
      })
    })

    describe("Cancel", () => {
      it("cancels in Medusa and at Klarna, once, also when two merchants press at once [case 86]", async () => {
        const order = await buy()
        const [one, other] = await Promise.all([act(order, "cancel"), act(order, "cancel")])
        for (const answer of [one, other]) {
          expect(answer.klarna_order).toMatchObject({ status: "CANCELLED", sync_state: "closed" })
        }
        expect(await desk.effects("POST cancel")).toBe(1)
        expect(await calls()).toEqual(["POST cancel"])
        expect(await readOrder(order.id)).toMatchObject({ status: "canceled" })
        expect(one.operations.find(({ kind }) => kind === "cancel")).toMatchObject({ ...byMe, outcome: "accepted" })
        await expect(act(order, "cancel")).rejects.toMatchObject(refused(/Nothing was sent.*cancelled/))
      })

      it("insists after Klarna's no", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "/cancel" }, fault: "403", times: 1 })
        expect(await act(order, "cancel")).toMatchObject({ klarna_order: { attention_code: "cancel_refused" } })
        expect(await act(order, "cancel")).toMatchObject({
          klarna_order: { status: "CANCELLED" },
          sync: { writes: [{ kind: "cancel", outcome: "accepted" }] },
        })
      })

      it("is Medusa's to refuse while goods are on their way", async () => {
        const order = await buy()
        await fulfill(order.id)
        await settled()
        await klarna.clearRequests()
        await expect(act(order, "cancel")).rejects.toMatchObject(refused(/fulfillments must be canceled/))
        expect(await desk.effects("POST cancel")).toBe(0)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED" })
      })

      it("is told later when Klarna does not answer", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "/cancel" }, fault: "503", times: 1 })
        expect(await act(order, "cancel")).toMatchObject({ klarna_order: { sync_state: "pending" } })
        await desk.reconcile(order.id)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED" })
      })
    })

    describe("Extend the authorisation", () => {
      const dayOf = async ({ id }: Bought) => (await look(id)).klarna_order.expires_at

      it("moves the day on which it ends, once, also when two merchants press at once", async () => {
        const order = await buy()
        const before = await dayOf(order)
        await klarna.clock(inDays(3))
        const [one, other] = await Promise.all([act(order, "extend"), act(order, "extend")])
        expect(await desk.effects("POST extend-authorization-time")).toBe(1)
        const after = await dayOf(order)
        expect(Date.parse(after!)).toBeGreaterThan(Date.parse(before!))
        expect([one, other].map(({ klarna_order }) => klarna_order.expires_at)).toEqual([after, after])
        expect([...one.sync.writes, ...other.sync.writes]).toEqual([{ kind: "extend", outcome: "accepted" }])
        expect((await look(order.id)).operations[0]).toMatchObject({ kind: "extend", ...byMe, outcome: "accepted" })
      })

      it("is refused in Klarna's words", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "extend-authorization-time" }, fault: "403", times: 1 })
        await expect(act(order, "extend")).rejects.toMatchObject(
          refused(/Klarna did not extend the authorisation: NOT_ALLOWED.*correlation id/)
        )
        expect((await look(order.id)).operations[0]).toMatchObject({ kind: "extend", outcome: "refused" })
      })

      it("is looked up when the answer was lost", async () => {
        const order = await buy()
        const before = await dayOf(order)
        await klarna.clock(inDays(3))
        await klarna.faults({ match: { path: "extend-authorization-time" }, fault: "cut-after", times: 1 })
        await act(order, "extend")
        expect((await look(order.id)).operations[0]).toMatchObject({ kind: "extend", outcome: "accepted" })
        expect(Date.parse((await dayOf(order))!)).toBeGreaterThan(Date.parse(before!))
        expect(await desk.effects("POST extend-authorization-time")).toBe(1)
      })

      it("says that nothing was sent while Klarna limits the account", async () => {
        const order = await buy()
        await klarna.faults({ match: { path: "extend-authorization-time" }, fault: "429", times: 1 })
        await expect(act(order, "extend")).rejects.toMatchObject(refused(/nothing was sent/))
      })
    })

    describe("Release the rest", () => {
      it("gives up what is not captured, says what is not covered, and never asks for it again", async () => {
        const order = await partCaptured()
        expect(await act(order, "release")).toMatchObject({
          klarna_order: { sync_state: "needs_attention", attention_code: "not_covered" },
          sync: { writes: [{ kind: "release", outcome: "accepted" }] },
          actions: { release: "captured", update_amount: "captured" },
        })
        await desk.sync(order.id)
        await act(order, "refresh")
        expect((await calls()).filter((call) => call !== "GET order")).toEqual(["POST release-remaining-authorization"])
      })

      it("is not taken back where Klarna still calls the order partly captured", async () => {
        await klarna.switches({ release_sets_status_captured: false })
        const order = await partCaptured()
        await act(order, "release")
        await act(order, "refresh")
        await desk.sync(order.id)
        expect(await look(order.id)).toMatchObject({
          klarna_order: { status: "PART_CAPTURED", attention_code: "not_covered" },
          actions: { release: "captured" },
        })
        expect(await desk.authorizations()).toEqual([])
      })

      it("happens once when two merchants press at once", async () => {
        const order = await partCaptured()
        await Promise.allSettled([act(order, "release"), act(order, "release")])
        expect(await desk.effects("POST release-remaining-authorization")).toBe(1)
        expect(bodiesOf(await requests(), "POST release-remaining-authorization")).toHaveLength(1)
      })

      it("is looked up when the answer was lost", async () => {
        await klarna.switches({ release_sets_status_captured: false })
        const order = await partCaptured()
        await klarna.faults({ match: { path: "release-remaining" }, fault: "cut-after", times: 1 })
        await act(order, "release")
        expect(await look(order.id)).toMatchObject({
          klarna_order: { attention_code: "not_covered" },
          actions: { release: "captured" },
        })
        expect((await look(order.id)).operations[0]).toMatchObject({ kind: "release", outcome: "accepted" })
        expect(await desk.authorizations()).toEqual([])
      })

      it("says that nothing was sent while Klarna limits the account", async () => {
        const order = await partCaptured()
        await klarna.faults({ match: { path: "release-remaining" }, fault: "429", times: 1 })
        await expect(act(order, "release")).rejects.toMatchObject(refused(/nothing was sent/))
        expect(await desk.effects("POST release-remaining-authorization")).toBe(0)
        expect((await look(order.id)).actions.release).toBeNull()
      })

      it("cannot be done before anything is captured, and nothing is sent", async () => {
        const order = await buy()
        await expect(act(order, "release")).rejects.toMatchObject(refused(/Nothing was sent.*Cancel the order instead/))
        expect(await calls()).toEqual([])
      })

      it("is refused in Klarna's words", async () => {
        const order = await partCaptured()
        await klarna.faults({ match: { path: "release-remaining" }, fault: "403", times: 1 })
        await expect(act(order, "release")).rejects.toMatchObject(
          refused(/Klarna did not release the rest: NOT_ALLOWED/)
        )
        expect((await look(order.id)).actions.release).toBeNull()
      })
    })

    describe("I have seen it", () => {
      it("takes an order out of the way until something else needs attention", async () => {
        const order = await buy()
        await editOrder(order.id)
        await klarna.portal(order.klarnaId, "cancel")
        await act(order, "refresh")
        const seen = await act(order, "acknowledge-attention")
        expect(seen).toMatchObject({
          klarna_order: { attention_code: "not_covered", attention_seen_by: expect.stringMatching(/^user_/) },
          operations: [{ kind: "acknowledge_attention", ...byMe }, ...Array(2).fill(expect.anything())],
          actions: { acknowledge_attention: "already_seen" },
          users: [expect.anything()],
        })
        const again = await act(order, "acknowledge-attention")
        expect(again.klarna_order.attention_seen_at).toBe(seen.klarna_order.attention_seen_at)
        expect(again.operations).toHaveLength(seen.operations.length)
        expect((await act(order, "refresh")).klarna_order.attention_seen_at).toBe(seen.klarna_order.attention_seen_at)

        await fulfill(order.id)
        await settled()
        expect((await look(order.id)).klarna_order).toMatchObject({
          attention_code: "do_not_ship",
          attention_seen_by: null,
          attention_seen_at: null,
        })
      })
    })
  },
  { options: { retries: 0 } }
)
