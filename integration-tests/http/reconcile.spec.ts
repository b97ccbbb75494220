import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { breakWrites } from "../store/broken-table"
import { callsOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { loseEvents } from "../store/lose-events"

const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

klarnaStore(
  (shop) => {
    const { klarna, container, settled, editOrder, updateOrder, capturePayment } = shop
    const desk = klarnaDesk(shop)
    const orders = () => container().resolve(Modules.ORDER)
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const rows = () => knex()("klarna_order")

    const unheard = <Done>(act: () => Promise<Done>) => loseEvents(container(), act)

    async function job() {
      const found = await runReconcileJob(container())
      await settled()
      return found
    }

    /** Everything is a minute older: no change is so young any more that it may still be on its way into the database. */
    async function aMinuteLater(): Promise<void> {
      await rows().update({ compared_at: knex().raw("compared_at + interval '61 seconds'") })
    }

    /** Another run makes no call; and a minute later there is nothing left that it would look at. */
    async function expectNothingLeft(): Promise<void> {
      await klarna.clearRequests()
      await job()
      await aMinuteLater()
      expect(await job()).toEqual({ interrupted: 0, forgotten: 0, due: 0, changed: 0, abandoned: 0 })
      expect(await desk.calls()).toEqual([])
    }

    async function delivered(): Promise<Bought> {
      const order = await desk.buy(twoShirts)
      await shop.fulfill(order.id)
      await settled()
      return order
    }

    describe("A change of which no event came is found by the job", () => {
      interface Change {
        before?: () => Promise<Bought>
        act(order: Bought): Promise<unknown>
        told: string[]
      }

      /** One order for each change, all of them unheard, and one run of the job. */
      async function expectFound(changes: Record<string, Change>): Promise<void> {
        const bought: Record<string, Bought> = {}
        for (const [name, { before = desk.buy }] of Object.entries(changes)) bought[name] = await before()
        await klarna.clearRequests()
        for (const [name, { act }] of Object.entries(changes)) await unheard(() => act(bought[name]))
        expect(await desk.calls()).toEqual([])

        await job()
        const requests = await klarna.requests()
        const told = (name: string) => callsOf(requests.filter(({ path }) => path.includes(bought[name].klarnaId)))
        expect(Object.fromEntries(Object.keys(changes).map((name) => [name, told(name)]))).toEqual(
          Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, change.told]))
        )
        for (const { id } of Object.values(bought)) expect(await desk.attention(id)).toBeUndefined()
        await expectNothingLeft()
      }

      it("an edit, a credit line, an address, an email, a reference's source, a cancel [case 86]", async () => {
        await expectFound({
          edit: { act: ({ id }) => editOrder(id, (edit) => edit.addItem("Mug")), told: ["PATCH authorization"] },
          "credit line": { act: ({ id }) => shop.addCreditLine(id, 20), told: ["PATCH authorization"] },
          "delivery address": {
            act: ({ id }) => updateOrder(id, { shipping_address: { address_1: "Kungsgatan 1" } }),
            told: ["PATCH customer-details"],
          },
          email: {
            act: ({ id }) => updateOrder(id, { email: "new@example.com" }),
            told: ["PATCH customer-details"],
          },
          "metadata that a reference comes from": {
            act: ({ id }) => updateOrder(id, { metadata: { erp_id: "ERP-7" } }),
            told: ["PATCH merchant-references"],
          },
          cancel: { act: ({ id }) => shop.cancelOrder(id), told: ["POST cancel"] },
        })
      })

      it("goods that came back, or were replaced by others", async () => {
        const before = delivered
        await expectFound({
          "a return": {
            before,
            act: async ({ id }) => shop.receiveReturn(id, await shop.requestReturn(id, { Shirt: 1 }), { Shirt: 1 }),
            told: ["PATCH authorization"],
          },
          "an exchange for something dearer": {
            before,
            act: ({ id }) => shop.createExchange(id, { back: { Shirt: 1 }, out: { Scarf: 1 } }),
            told: ["PATCH authorization"],
          },
          "a claim with a replacement": {
            before,
            act: ({ id }) => shop.createClaim(id, { faulty: { Shirt: 1 }, replacement: { Mug: 1 } }),
            told: ["PATCH authorization"],
          },
        })
      })

      it("what somebody wrote into the order without a workflow, over what was there [case 33]", async () => {
        await expectFound({
          "the email": {
            act: ({ id }) => orders().updateOrders(id, { email: "new@example.com" }),
            told: ["PATCH customer-details"],
          },
          "the address": {
            act: async ({ id }) => {
              const { shipping_address } = await orders().retrieveOrder(id, { relations: ["shipping_address"] })
              await orders().updateOrderAddresses([{ id: shipping_address!.id, address_1: "Kungsgatan 1" }])
            },
            told: ["PATCH customer-details"],
          },
        })
      })

      it("an edit that was begun long before it was confirmed", async () => {
        const order = await desk.buy()
        const edit = await shop.beginEdit(order.id)
        await edit.addItem("Mug")
        // The rows that the beginning wrote are too old to be looked at.
        await knex().raw("UPDATE order_change_action SET order_change_id = NULL")
        await knex().raw("UPDATE order_change SET id = 'ordch_01ARZ3NDEKTSV4RRFFQ69G5FAV'")
        await knex().raw("UPDATE order_change_action SET order_change_id = 'ordch_01ARZ3NDEKTSV4RRFFQ69G5FAV'")
        await unheard(() => edit.confirm())
        await job()
        expect(await desk.calls()).toEqual(["PATCH authorization"])
        await desk.expectInStep(order, 190)
      })

      it("a return that was cancelled, for which Medusa has no event of its own: everything can be captured again", async () => {
        const order = await delivered()
        const returnId = await shop.requestReturn(order.id, { Shirt: 1 })
        await settled()
        await desk.expectPayment(order.id, 150)
        await klarna.clearRequests()
        await unheard(() => shop.cancelReturn(returnId))
        await desk.expectPayment(order.id, 150)
        await job()
        expect(await desk.calls()).toEqual([])
        await desk.expectInStep(order, 250)
        await expectNothingLeft()
      })

      it("an edit without any change, with which Medusa voids the payment all the same", async () => {
        const order = await desk.buy()
        await unheard(() => editOrder(order.id))
        await desk.expectPayment(order.id, 0)
        await job()
        await desk.expectInStep(order, 150)
        expect(await desk.calls()).toEqual([])
        await desk.expectCaptureTakesAll(order)
      })

      it("a capture: nothing is to be told, and nobody is called", async () => {
        const order = await desk.buy()
        await unheard(() => capturePayment(order.id))
        await klarna.clearRequests()
        await job()
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ status: "CAPTURED", sync_state: "in_sync" })
        await expectNothingLeft()
      })

      it("in several orders, by two jobs at the same time: each is told once", async () => {
        const bought: Bought[] = []
        for (let n = 0; n < 6; n++) bought.push(await desk.buy())
        await unheard(() => Promise.all(bought.map(({ id }) => updateOrder(id, { email: "new@example.com" }))))
        await klarna.clearRequests()
        await Promise.all([job(), job()])
        expect(await desk.calls()).toEqual(bought.map(() => "PATCH customer-details"))
        await expectNothingLeft()
      })

      it("but not where the event did come: that order is looked at once more, and Klarna is not called", async () => {
        const { id } = await desk.buy()
        await editOrder(id, (edit) => edit.addItem("Mug"))
        await settled()
        await klarna.clearRequests()
        await aMinuteLater()
        expect(await job()).toEqual({ interrupted: 0, forgotten: 0, due: 0, changed: 0, abandoned: 0 })
        expect(await desk.calls()).toEqual([])
      })

      it("on an order that a merchant disconnected: Medusa's payment follows, and Klarna is not called", async () => {
        const { id } = await desk.buy()
        await shop.admin.post(`/admin/klarna/orders/${id}/disconnect`)
        await unheard(() => editOrder(id, (edit) => edit.addItem("Mug")))
        await desk.expectPayment(id, 0)
        await job()
        await desk.expectPayment(id, 150)
        await expectNothingLeft()
      })
    })

    describe("An order of whose purchase no event came is found by the job", () => {
      /** Nothing of ours knows it: neither a row nor the ledger. */
      async function unknown(fraud_status?: "PENDING"): Promise<Bought> {
        const id = await unheard(async () => {
          const checkout = await shop.choosePayment(await shop.fillCart())
          const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id), {
            fraud_status,
          })
          await shop.authorize(checkout, { authorization_token })
          const answer = await shop.complete(checkout.cartId)
          if (answer.type !== "order") throw new Error(answer.error.message)
          return answer.order.id
        })
        await knex().raw("DELETE FROM klarna_operation")
        await inTheMiddleOfAPurchase(id)
        await klarna.clearRequests()
        const [{ order_id: klarnaId }] = await klarna.orders()
        await expect(desk.side(id)).rejects.toMatchObject({ status: 404 })
        return { id, klarnaId }
      }

      /** Its cart may still be being completed: the job leaves it alone, until nobody can be at it any more. */
      async function inTheMiddleOfAPurchase(id: string): Promise<void> {
        await job()
        await expect(desk.side(id)).rejects.toMatchObject({ status: 404 })
        for (const table of ["payment", "payment_session", "order_payment_collection"])
          await knex()(table).update({ created_at: knex().raw("created_at - interval '6 minutes'") })
      }

      it("in Medusa's payments, and becomes one like any other [cases 20, 29]", async () => {
        const order = await unknown()
        await job()
        expect(await desk.calls()).toContain("GET order")
        await desk.expectInStep(order, 150)
        await editOrder(order.id, (edit) => edit.addItem("Mug"))
        await desk.expectInStep(order, 190)
        await expectNothingLeft()
      })

      it("in Medusa's payment sessions, while Klarna still decides about fraud [case 29]", async () => {
        const { id } = await unknown("PENDING")
        await job()
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "pending", fraud_status: "PENDING" })
      })

      it("although its session is much older, because the buyer came back to it the next day", async () => {
        const { id } = await unknown("PENDING")
        await knex().raw("UPDATE payment_session SET id = 'payses_01ARZ3NDEKTSV4RRFFQ69G5FAV'")
        await job()
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "pending" })
      })

      it("when Klarna answers again, if it does not at first", async () => {
        const order = await unknown()
        await klarna.faults({ fault: "503", times: 20 })
        await job()
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "pending" })
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        await desk.expectInStep(order, 150)
      })
    })

    describe("A run of the job that goes wrong", () => {
      it("in the middle is made up for by the next one", async () => {
        const { id, klarnaId } = await desk.buy()
        await job()
        await unheard(() => editOrder(id, (edit) => edit.addItem("Mug")))
        const mend = await breakWrites(container(), "klarna_watermark", "UPDATE")
        await job()
        await mend()
        await job()
        expect(await desk.calls()).toEqual(["PATCH authorization"])
        await desk.expectInStep({ id, klarnaId }, 190)
        await expectNothingLeft()
      })

      it("after the wish was raised loses nothing: the wish is taken up when nobody else has", async () => {
        const order = await desk.buy()
        await job()
        await unheard(() => editOrder(order.id, (edit) => edit.addItem("Mug")))
        // As a job that died right there left it.
        await rows()
          .where({ order_id: order.id })
          .update({ dirty: 1, compared_at: new Date(Date.now() + 3600_000), updated_at: new Date(Date.now() - 61_000) })
        expect(await job()).toMatchObject({ due: 1 })
        await desk.expectInStep(order, 190)
      })

      it("because Klarna is down leaves every order to its schedule, and calls no more before that", async () => {
        const bought = [await desk.buy(), await desk.buy()]
        await unheard(() => Promise.all(bought.map(({ id }) => updateOrder(id, { email: "new@example.com" }))))
        await klarna.faults({ fault: "503", times: 1000 })
        await job()
        for (const { id } of bought)
          expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "pending", attempts: 1 })
        await klarna.clearRequests()
        await rows().update({ next_attempt_at: new Date(Date.now() + 60_000) })
        await job()
        expect(await desk.calls()).toEqual([])

        await klarna.clearFaults()
        await rows().update({ next_attempt_at: new Date() })
        await job()
        expect(await desk.calls()).toEqual(["PATCH customer-details", "PATCH customer-details"])
        await expectNothingLeft()
      })

      it("with one order still serves the others", async () => {
        const [broken, ...others] = [await desk.buy(), await desk.buy(), await desk.buy()]
        await unheard(() =>
          Promise.all([broken, ...others].map(({ id }) => updateOrder(id, { email: "new@example.com" })))
        )
        await knex().raw(`
          CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
          CREATE TRIGGER refuse_one BEFORE INSERT ON klarna_operation FOR EACH ROW
            WHEN (NEW.order_id = '${broken.id}') EXECUTE FUNCTION refuse_one();
        `)
        await klarna.clearRequests()
        await job()
        expect(await desk.calls()).toEqual(["PATCH customer-details", "PATCH customer-details"])
        await knex().raw("DROP TRIGGER refuse_one ON klarna_operation")
        await desk.reconcile(broken.id)
        await desk.expectInStep(broken, 150)
      })
    })

    describe("A write that nobody came back for", () => {
      const openLedger = () => knex()("klarna_operation").whereNull("outcome").orWhere("outcome", "unknown")
      const aWhileAgo = () => ({
        created_at: new Date(Date.now() - 120_000),
        updated_at: new Date(Date.now() - 120_000),
      })

      it("is looked up at Klarna: a capture whose process died before it was sent", async () => {
        const { id, klarnaId } = await desk.buy()
        await knex()("klarna_operation").insert({
          ...{ id: "klop_dead", klarna_order_id: klarnaId, order_id: id, account_id: "default", kind: "capture" },
          ...{ fingerprint: "f", idempotency_key: "k", trigger: "provider", reference: "capt_dead", ...aWhileAgo() },
          sent_at: aWhileAgo().created_at,
        })
        await rows()
          .where({ order_id: id })
          .update({ compared_at: new Date(Date.now() - 180_000) })
        expect(await job()).toMatchObject({ due: 1 })
        expect(new Set(await desk.calls())).toEqual(new Set(["GET order"]))
        expect(await openLedger()).toEqual([])
        expect((await desk.side(id)).operations).toContainEqual(
          expect.objectContaining({ id: "klop_dead", outcome: "failed" })
        )
        await desk.expectInStep({ id, klarnaId }, 150)
        await expectNothingLeft()
      })

      it("is looked up at Klarna: a capture that was carried out, and whose answer was lost", async () => {
        const { id, klarnaId } = await desk.buy()
        await klarna.faults({ match: { path: "/captures" }, fault: "cut-after", times: 5 })
        await expect(capturePayment(id)).rejects.toThrow(/nothing is captured twice/)
        await settled()
        await klarna.clearFaults()
        expect(await openLedger()).toHaveLength(1)
        const before = { ...aWhileAgo(), sent_at: aWhileAgo().created_at, finished_at: aWhileAgo().created_at }
        await openLedger().update(before)
        await rows().update({ compared_at: new Date(Date.now() - 180_000) })
        expect(await job()).toMatchObject({ due: 1 })
        expect(await openLedger()).toEqual([])
        expect(await desk.attention(id)).toMatchObject({ code: "captured_elsewhere" })
        await capturePayment(id)
        await settled()
        expect(await klarna.order(klarnaId)).toMatchObject({ captured_amount: 15000 })
        expect(await desk.attention(id)).toBeUndefined()
      })

      it("waits for its order's own next attempt where there is one", async () => {
        const { id } = await desk.buy()
        await klarna.faults({ fault: "cut-after", times: 20 })
        await updateOrder(id, { email: "new@example.com" })
        await settled()
        await openLedger().update({ sent_at: new Date(0), finished_at: new Date(0) })
        await klarna.clearFaults()
        await klarna.clearRequests()
        await rows().update({ next_attempt_at: new Date(Date.now() + 3600_000) })
        await job()
        expect(await desk.calls()).toEqual([])
        await desk.reconcile(id)
        expect(await openLedger()).toEqual([])
      })
    })

    it("records what was captured in Klarna's portal although the event of that is lost: the order needs nobody [case 49]", async () => {
      const { id, klarnaId } = await desk.buy()
      await klarna.portal(klarnaId, "capture")
      await rows().update({ next_read_at: new Date() })
      await unheard(() => runReconcileJob(container()))
      await job()
      expect(await desk.attention(id)).toBeUndefined()
      expect(await shop.readOrder(id)).toMatchObject({ payment_status: "captured" })
    })
  },
  {
    options: {
      references: { merchantReference1: "display_id", merchantReference2: "metadata.erp_id" },
      // What Klarna is asked before Medusa commits needs no event.
      askFirst: { amounts: "never", shippingAddress: false },
      ...{ timeoutMs: 1000, retries: 0 },
    },
  }
)
