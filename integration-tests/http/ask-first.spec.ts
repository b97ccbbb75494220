import { confirmOrderEditRequestWorkflow } from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { FaultName } from "../../src/simulator"
import { askAboutEdit } from "../../src/workflows/ask-first"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { adminHeaders } from "../store/admin-login"
import { breakWrites } from "../store/broken-table"
import { providers } from "../store/catalog"
import type { HttpError } from "../store/http"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { merchantLogin } from "../store/store-runner"
import { eventually, waitFor } from "../store/wait-for"

/** One attempt of two seconds per call: nobody waits the eight seconds that a merchant may have to. */
const impatient = { options: { timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

klarnaStore((shop) => {
  const { klarna, beginEdit, editOrder, readOrder, updateOrder, settled, container, admin } = shop
  const desk = klarnaDesk(shop)
  const oneCall = ["PATCH authorization"]
  const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const memory = () => container().resolve<KlarnaModuleService>("klarna")
  const rowOf = ({ id }: Bought) => knex()("klarna_order").where({ order_id: id }).first()
  const userId = async () => (await admin.get<{ user: { id: string } }>("/admin/users/me")).user.id

  /** An order of 150 SEK with an open edit that would make it 190. */
  async function wantsMug(order: Bought) {
    const edit = await beginEdit(order.id)
    await edit.addItem("Mug")
    return edit
  }

  const refusalOf = (request: Promise<unknown>): Promise<HttpError> =>
    request.then(
      () => Promise.reject(new Error("It went through")),
      (error: HttpError) => error
    )

  async function expectUnchanged({ id, klarnaId }: Bought): Promise<void> {
    expect(await klarna.order(klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 15000 })
    const order = await readOrder(id)
    expect(order).toMatchObject({ total: 150, payment_status: "authorized" })
    expect(order.items).toHaveLength(1)
    await desk.expectInStep({ id, klarnaId }, 150)
    expect(await rowOf({ id, klarnaId })).toMatchObject({ asked: null, next_attempt_at: null, lease_token: null })
  }

  /** Klarna has said yes to 190 SEK, and core waits before it commits, as on a busy database, until `look` is over. */
  async function beforeTheCommit(order: Bought, confirm: () => Promise<unknown>, look: () => Promise<void>) {
    const transaction = await knex().transaction()
    await transaction.raw(`LOCK TABLE "order_change" IN SHARE MODE`)
    const confirming = confirm()
    confirming.catch(() => undefined)
    try {
      await waitFor(async () => {
        const row = await rowOf(order)
        return row.asked && row.order_amount === 19000 && row.lease_token === null
      })
      await look()
    } finally {
      await transaction.commit()
    }
    await confirming
  }

  describe("A merchant confirms an edit that raises the amount", () => {
    it("and Klarna agrees: it is told in one call, before Medusa commits, in the merchant's name", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      await beforeTheCommit(order, edit.confirm, async () => {
        expect((await klarna.order(order.klarnaId)).order_amount).toBe(19000)
        expect(await readOrder(order.id)).toMatchObject({ total: 150 })
      })

      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 190)
      expect((await desk.side(order.id)).operations[0]).toMatchObject({
        kind: "authorization",
        trigger: `user:${await userId()}`,
        outcome: "accepted",
        asked: { order_amount: 19000, previous_amount: 15000 },
      })
      await eventually(async () => expect(await rowOf(order)).toMatchObject({ asked: null, next_attempt_at: null }))
      await desk.expectCaptureTakesAll(order)
      expect(await desk.calls()).toEqual([...oneCall, "POST captures"])
    })

    it("and Klarna refuses: the merchant reads why, nothing changes, and a smaller edit goes through", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      const edit = await wantsMug(order)
      const { status, body } = await refusalOf(edit.confirm())
      const [refused] = (await desk.side(order.id)).operations
      expect(refused).toMatchObject({ kind: "authorization", outcome: "refused", trigger: `user:${await userId()}` })
      expect(status).toBe(400)
      expect(body).toMatchObject({ type: "not_allowed" })
      expect(body.message).toBe(
        "Klarna did not agree to raise the order from 150.00 SEK to 190.00 SEK. The order was not changed, and the edit is " +
          "still open: make it smaller, or cancel it and let the customer place a new order for what was added. " +
          `Klarna's answer: Update not allowed. (NOT_ALLOWED, correlation id ${refused.correlation_id})`
      )
      expect(await desk.calls()).toEqual([...oneCall, "GET order"])
      await expectUnchanged(order)

      await edit.changeItem("Shirt", { unitPrice: 60 })
      await edit.confirm()
      expect(await desk.calls()).toEqual([...oneCall, "GET order", ...oneCall])
      await desk.expectInStep(order, 150)
      expect(await readOrder(order.id)).toMatchObject({ total: 150, items: { length: 2 } })
      await desk.expectCaptureTakesAll(order)
    })

    it("and Klarna is asked again when the merchant clicks again", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      const edit = await wantsMug(order)
      expect((await refusalOf(edit.confirm())).status).toBe(400)
      await klarna.setRisk(order.klarnaId, { increase: "accept" })
      await edit.confirm()
      expect(await desk.calls()).toEqual([...oneCall, "GET order", ...oneCall])
      await desk.expectInStep(order, 190)
    })

    it("and Klarna never agrees to that for this way of paying: it is not even asked", async () => {
      const checkout = await shop.choosePayment(await shop.fillCart(), providers.klarna)
      const session = String(checkout.session.data.klarna_session_id)
      const approval = await klarna.approve(session, { payment_method: "pay_by_card" })
      await shop.authorize(checkout, { authorization_token: approval.authorization_token })
      const placed = await shop.complete(checkout.cartId)
      if (placed.type !== "order") throw new Error(placed.error.message)
      const { id } = placed.order
      await settled()
      await klarna.clearRequests()

      const edit = await wantsMug({ id, klarnaId: "" })
      const { status, body } = await refusalOf(edit.confirm())
      expect(status).toBe(400)
      expect(body.message).toMatch(/does not ordinarily raise orders paid with .* in SE .*so it was not asked/)
      expect(await desk.calls()).toEqual([])
      expect(await readOrder(id)).toMatchObject({ total: 150 })
    })

    it("after somebody captured everything in Klarna's portal: the merchant reads that, and Medusa records it", async () => {
      const order = await desk.buy()
      await klarna.portal(order.klarnaId, "capture")
      const { body } = await refusalOf((await wantsMug(order)).confirm())
      expect(body.message).toContain("At Klarna the order is CAPTURED by now.")
      expect(await readOrder(order.id)).toMatchObject({ total: 150 })
      const recorded = { status: "CAPTURED", attention_code: null, sync_state: "in_sync" }
      await eventually(async () => expect((await desk.side(order.id)).klarna_order).toMatchObject(recorded))
    })
  })

  describe("What Klarna is not asked about", () => {
    it("is an edit that lowers the amount, or leaves it: that is told afterwards", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { unitPrice: 80 }))
      await desk.expectInStep(order, 130)
      await editOrder(order.id, async (edit) => {
        await edit.changeItem("Shirt", { unitPrice: 40 })
        await edit.addItem("Mug")
      })
      await desk.expectInStep(order, 130)
      expect(await desk.calls()).toEqual([...oneCall, ...oneCall])
      const { operations } = await desk.side(order.id)
      for (const { trigger } of operations.slice(0, 2)) expect(trigger).toMatch(/^event:order/)
    })

    it("is an edit that somebody else confirms than a merchant: that is told afterwards, and shown if Klarna refuses", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await wantsMug(order)
      await confirmOrderEditRequestWorkflow(container()).run({ input: { order_id: order.id } })
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 190 })
      expect(await desk.attention(order.id)).toMatchObject({ code: "increase_refused" })

      // Coming down is never in Klarna's way, although 170 is still more than the 150 that it guarantees.
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { unitPrice: 80 }))
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 170 })
    })

    it("is an exchange, which Medusa has a way of its own for", async () => {
      const order = await desk.buy()
      await shop.fulfill(order.id)
      await settled()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await shop.createExchange(order.id, { back: { Shirt: 1 }, out: { Scarf: 1 } })
      await settled()
      expect(await desk.attention(order.id)).toMatchObject({ code: "increase_refused" })
    })

    it("is what Medusa refuses anyway", async () => {
      const order = await desk.buy()
      const confirm = `/admin/order-edits/${order.id}/confirm`
      const update = `/admin/orders/${order.id}`
      const city = "Uppsala"
      const stranger = (path: string, body?: object) =>
        fetch(shop.baseUrl() + path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body ?? {}),
        })
      expect((await refusalOf(admin.post(confirm))).status).toBe(400)
      await wantsMug(order)
      expect((await stranger(confirm)).status).toBe(401)
      expect((await stranger(update, { shipping_address: { city } })).status).toBe(401)
      for (const body of [
        { shipping_address: { city, country_code: "de" } },
        { shipping_address: { city }, billing_address: { country_code: "no" } },
        { shipping_address: { city }, email: "nobody" },
        { shipping_address: { city, planet: "Mars" } },
        { shipping_address: { city }, colour: "red" },
      ])
        expect((await refusalOf(admin.post(update, body))).status).toBe(400)
      expect((await refusalOf(admin.post("/admin/orders/order_none", { email: "a@example.com" }))).status).toBe(404)
      expect(await desk.calls()).toEqual([])

      const canceled = await desk.buy()
      await shop.cancelOrder(canceled.id)
      await settled()
      await klarna.clearRequests()
      expect((await refusalOf(updateOrder(canceled.id, { shipping_address: { city } }))).status).toBe(400)
      expect(await desk.calls()).toEqual([])
    })

    it("is an order that is not Klarna's: it costs one read, by an index", async () => {
      const { id } = await shop.placeOrder({ provider: providers.manual })
      await settled()
      const edit = await wantsMug({ id, klarnaId: "" })
      const said: string[] = []
      const listen = ({ sql }: { sql: string }) => void said.push(sql)
      knex().on("query", listen)
      expect(await askAboutEdit(container(), id)).toBeUndefined()
      knex().removeListener("query", listen)
      expect(said).toEqual([expect.stringMatching(/^select \* from "klarna_order" where "order_id" = /)])

      const transaction = await knex().transaction()
      // So few rows are read without an index; it is there for many.
      await transaction.raw("SET LOCAL enable_seqscan = off")
      const plan = await transaction.raw<{ rows: unknown }>(`EXPLAIN ${said[0].replace(/\?|\$1/, "'x'")}`)
      await transaction.rollback()
      expect(JSON.stringify(plan.rows)).toMatch(/Index (Scan|Cond)/)
      await edit.confirm()
      expect(await readOrder(id)).toMatchObject({ total: 190 })
      expect(await desk.calls()).toEqual([])
    })

    it("is an order that was disconnected, or whose account is gone", async () => {
      const disconnect = ({ id }: Bought) => admin.post(`/admin/klarna/orders/${id}/disconnect`)
      const loseAccount = ({ id }: Bought) =>
        knex()("klarna_order").where({ order_id: id }).update({ account_id: "gone" })
      for (const change of [disconnect, loseAccount]) {
        const order = await desk.buy()
        await change(order)
        await klarna.setRisk(order.klarnaId, { increase: "refuse" })
        await klarna.clearRequests()
        await (await wantsMug(order)).confirm()
        expect(await desk.calls()).toEqual([])
        expect(await readOrder(order.id)).toMatchObject({ total: 190 })
      }
    })
  })

  describe("Klarna does not answer", () => {
    const happened: FaultName[] = ["cut-after", "slow"]
    const weather: FaultName[] = ["503", "429", "cut-before", ...happened]

    it.each(weather)("so the edit is made, and Klarna hears of it once when it is back: %s", async (fault) => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      const match = { path: "/authorization" }
      await klarna.faults({ match, fault, delay_ms: 2500 })
      await klarna.faults({ match, fault: "503", times: 20 })
      await edit.confirm()
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 190 })
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("to the store's credentials: the edit is made, and the order page says so", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      await klarna.faults({ fault: "401-html", times: 20 })
      await edit.confirm()
      await settled()
      expect(await desk.attention(order.id)).toMatchObject({ code: "credentials_rejected" })
    })

    it("to what it was told before: the edit is made without asking, and both arrive", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "customer-details" }, fault: "cut-after" })
      await klarna.faults({ match: { path: "customer-details" }, fault: "503", times: 20 })
      await updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
      await settled()
      await (await wantsMug(order)).confirm()
      expect(await desk.calls()).not.toContain("PATCH authorization")
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH customer-details")).toBe(1)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
    })
  })

  describe("Klarna agreed", () => {
    it("but Medusa cannot open the new payment, and takes the change back: Klarna is put back", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      const mend = await breakWrites(container(), "payment_collection")
      expect((await refusalOf(edit.confirm())).status).toBe(500)
      await mend()
      await eventually(async () => expect((await klarna.order(order.klarnaId)).order_amount).toBe(15000))
      await eventually(() => expectUnchanged(order))
      const amounts = (await desk.authorizations()).map(({ order_amount }) => order_amount)
      expect(amounts).toEqual([19000, 15000])
      await desk.expectCaptureTakesAll(order)
    })

    it("but the process dies before Medusa commits: the job puts Klarna back when the time is over", async () => {
      const order = await desk.buy()
      await wantsMug(order)
      // The request ends here, without an end.
      expect(await askAboutEdit(container(), order.id, "user_dead")).toMatchObject({ isNews: true })
      await runReconcileJob(container())
      await desk.sync(order.id)
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(19000)
      expect(await desk.calls()).toEqual(oneCall)

      await timeIsOver(order)
      await runReconcileJob(container())
      await expectUnchanged(order)
      expect(await desk.calls()).toEqual([...oneCall, ...oneCall])
    })

    it("but the process dies before it can write that down: Klarna is read, and put back", async () => {
      const order = await desk.buy()
      await wantsMug(order)
      const { order_amount, acknowledged } = await rowOf(order)
      await askAboutEdit(container(), order.id, "user_dead")
      await knex()("klarna_order")
        .where({ order_id: order.id })
        .update({ order_amount, acknowledged, lease_token: "dead", lease_until: new Date(0) })
      await knex()("klarna_operation")
        .where({ order_id: order.id, trigger: "user:user_dead" })
        .update({ outcome: null, finished_at: null, sent_at: new Date(0) })

      await timeIsOver(order)
      await runReconcileJob(container())
      const calls = await desk.calls()
      expect(calls.filter((call) => call !== "GET order")).toEqual([...oneCall, ...oneCall])
      expect(calls[1]).toBe("GET order")
      await expectUnchanged(order)
    })

    it("and nobody takes it back while Medusa commits: not the job, not the button, not another change", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      await beforeTheCommit(order, edit.confirm, async () => {
        await desk.sync(order.id)
        await runReconcileJob(container())
        expect((await klarna.order(order.klarnaId)).order_amount).toBe(19000)
      })
      await eventually(() => desk.expectInStep(order, 190))
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectCaptureTakesAll(order)
    })

    it("and the merchant did not wait for the answer: Medusa commits all the same, and nothing is undone", async () => {
      const order = await desk.buy()
      await wantsMug(order)
      const impatience = new AbortController()
      const headers = await adminHeaders(shop.baseUrl(), merchantLogin)
      const confirm = () => {
        const path = `${shop.baseUrl()}/admin/order-edits/${order.id}/confirm`
        return fetch(path, { method: "POST", headers, signal: impatience.signal }).catch(() => undefined)
      }
      await beforeTheCommit(order, confirm, async () => {
        impatience.abort()
        await desk.sync(order.id)
        expect((await klarna.order(order.klarnaId)).order_amount).toBe(19000)
      })
      await eventually(() => desk.expectInStep(order, 190))
      expect(await desk.calls()).toEqual(oneCall)
    })

    /** As if the minute in which a request is believed to be alive were over. */
    async function timeIsOver({ id }: Bought): Promise<void> {
      await knex()("klarna_order")
        .where({ order_id: id })
        .update({
          asked: knex().raw(`asked || '{"until": "2020-01-01T00:00:00.000Z"}'`),
          next_attempt_at: new Date(0),
        })
    }
  })

  describe("Two at once", () => {
    it("confirm the same edit: it is made once, and the other one is told", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      const clicks = await Promise.allSettled([edit.confirm(), edit.confirm()])
      expect(clicks.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      const { reason } = clicks.find(({ status }) => status === "rejected") as PromiseRejectedResult
      expect(reason).toMatchObject({ status: 400, body: { message: expect.stringContaining("active Order Change") } })
      // The one who comes too late may hold the order just when the event's sync wants it, and then makes up for it.
      await eventually(() => desk.expectInStep(order, 190))
      expect(await desk.calls()).toEqual(oneCall)
      expect(await readOrder(order.id)).toMatchObject({ items: { length: 2 } })
    })

    it("are a merchant and a sync: the merchant waits for it, and Klarna is asked once", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      const claim = await memory().claim(order.id)
      const confirming = edit.confirm()
      expect(await readOrder(order.id)).toMatchObject({ total: 150 })
      expect(await desk.calls()).toEqual([])
      await memory().letGo(order.id, claim!.token)
      await confirming
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 190)
    })

    it("are an edit and a new address: both arrive", async () => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      await Promise.all([edit.confirm(), updateOrder(order.id, { shipping_address: { city: "Uppsala" } })])
      await settled()
      await eventually(() => desk.expectInStep(order, 190))
      expect((await desk.calls()).sort()).toEqual([...oneCall, "PATCH customer-details"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ shipping_address: { city: "Uppsala" } })
    })
  })

  describe("A merchant changes the delivery address", () => {
    const toUppsala = { shipping_address: { city: "Uppsala" } }
    const addressCall = ["PATCH customer-details"]

    it("and Klarna agrees: it is told in one call, in the merchant's name", async () => {
      const order = await desk.buy()
      await updateOrder(order.id, toUppsala)
      expect(await desk.calls()).toEqual(addressCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject(toUppsala)
      const { klarna_order, operations } = await desk.side(order.id)
      expect(klarna_order).toMatchObject({ sync_state: "in_sync" })
      expect(operations[0]).toMatchObject({ kind: "shipping_address", trigger: `user:${await userId()}` })
      expect(await rowOf(order)).toMatchObject({ asked: null })
    })

    it("and Klarna refuses: the merchant reads why, and the order keeps the old one", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { address: "refuse" })
      const { status, body } = await refusalOf(updateOrder(order.id, { ...toUppsala, metadata: { moved: "yes" } }))
      expect(status).toBe(400)
      expect(body.message).toMatch(
        /did not agree to the new delivery address.*not changed.*correct the new one.*NOT_ALLOWED/
      )
      expect(body.message).not.toContain("Uppsala")
      expect(await readOrder(order.id)).toMatchObject({ shipping_address: { city: "Stockholm" }, metadata: null })
      expect(await desk.calls()).toEqual([...addressCall, "GET order"])
      await expectUnchanged(order)

      await updateOrder(order.id, { metadata: { moved: "no" } })
      await klarna.setRisk(order.klarnaId, { address: "accept" })
      await updateOrder(order.id, { shipping_address: { city: "Uppsala", postal_code: "753 10" } })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject(toUppsala)
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
    })

    it("or only the mail, which Klarna keeps with it", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { address: "refuse" })
      const email = "alva.lind@example.com"
      expect((await refusalOf(updateOrder(order.id, { email }))).status).toBe(400)
      expect(await readOrder(order.id)).toMatchObject({ email: "alva@example.com" })
      await klarna.setRisk(order.klarnaId, { address: "accept" })
      await klarna.clearRequests()
      await updateOrder(order.id, { email })
      expect(await desk.calls()).toEqual(addressCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ shipping_address: { email } })
    })

    it("while Klarna does not answer: the order has the new one, and Klarna hears of it once when it is back", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "customer-details" }, fault: "cut-after" })
      await klarna.faults({ match: { path: "customer-details" }, fault: "503", times: 20 })
      await updateOrder(order.id, toUppsala)
      await settled()
      expect(await readOrder(order.id)).toMatchObject(toUppsala)
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH customer-details")).toBe(1)
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
    })

    it("but Medusa cannot write it down: Klarna is put back", async () => {
      const order = await desk.buy()
      const mend = await breakWrites(container(), "order_address")
      expect((await refusalOf(updateOrder(order.id, toUppsala))).status).toBe(500)
      await mend()
      await eventually(async () =>
        expect(await klarna.order(order.klarnaId)).toMatchObject({ shipping_address: { city: "Stockholm" } })
      )
      await eventually(() => expectUnchanged(order))
    })

    it("and nothing else of it is asked: notes and bills go their way", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { address: "refuse" })
      await updateOrder(order.id, { metadata: { gift: "yes" }, billing_address: { city: "Uppsala" } })
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ billing_address: { city: "Uppsala" } })
      expect(await desk.attention(order.id)).toMatchObject({ code: "billing_address_refused" })
    })
  })
}, impatient)
