import type { FaultName } from "../../src/simulator"
import type { ResolvedKlarnaOptions } from "../../src/klarna"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import type { HttpError } from "../store/http"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { nothingCanComeAnyMore } from "../store/late-answers"
import { eventually } from "../store/wait-for"

const impatient = { options: { timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

klarnaStore((shop) => {
  const { klarna, beginEdit, editOrder, readOrder, updateOrder, settled, container } = shop
  const desk = klarnaDesk(shop)
  const oneCall = ["PATCH authorization"]

  /** Options are read once, when the server boots; a boot per option would cost minutes. */
  function withOptions(chosen: Partial<ResolvedKlarnaOptions["askFirst"]>): void {
    let options: ResolvedKlarnaOptions["askFirst"]
    let before: ResolvedKlarnaOptions["askFirst"]
    beforeEach(() => {
      options = container().resolve<KlarnaModuleService>("klarna").options.askFirst
      before = { ...options }
      Object.assign(options, chosen)
    })
    afterEach(() => void Object.assign(options, before))
  }

  async function wantsMug({ id }: Bought) {
    const edit = await beginEdit(id)
    await edit.addItem("Mug")
    return edit
  }

  const refusalOf = (request: Promise<unknown>): Promise<HttpError> =>
    request.then(
      () => Promise.reject(new Error("It went through")),
      (error: HttpError) => error
    )

  const raise = async (order: Bought) => (await wantsMug(order)).confirm()
  const inStockholm = { shipping_address: { city: "Stockholm" } }
  const toUppsala = { shipping_address: { city: "Uppsala" } }

  describe('With whenUnreachable: "refuse", while Klarna does not answer', () => {
    withOptions({ whenUnreachable: "refuse" })

    const outages: [FaultName, string][] = [
      ["503", "it answered HTTP 503"],
      ["429", "it is limiting this store's calls"],
      ["slow", "it did not answer in time"],
      ["cut-before", "it did not answer in time"],
      ["cut-after", "it did not answer in time"],
      ["401-html", "it rejected this store's user name or password"],
    ]

    it.each(outages)("nothing is changed, on either side, and the merchant may try again: %s", async (fault, why) => {
      const order = await desk.buy()
      const edit = await wantsMug(order)
      await klarna.faults({ match: { path: "/authorization" }, fault, delay_ms: 2500 })
      const { status, body } = await refusalOf(edit.confirm())
      expect(status).toBe(400)
      expect(body.message).toBe(
        `Klarna could not be asked (${why}), so the order was not changed. Try again in a moment.`
      )
      expect(await readOrder(order.id)).toMatchObject({ total: 150 })
      // It may have arrived all the same: then it is found, and taken back.
      await eventually(async () => {
        await desk.reconcile(order.id)
        await desk.expectInStep(order, 150)
      })

      await edit.confirm()
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("the delivery address stays", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "customer-details" }, fault: "503" })
      expect((await refusalOf(updateOrder(order.id, toUppsala))).body.message).toContain("HTTP 503")
      expect(await readOrder(order.id)).toMatchObject({ shipping_address: { city: "Stockholm" } })
      await eventually(async () => {
        await desk.reconcile(order.id)
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })
      await updateOrder(order.id, toUppsala)
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject(toUppsala)
    })

    it.each<[string, string, (order: Bought) => Promise<unknown>, object, object]>([
      ["an increase", "/authorization", raise, { order_amount: 19000 }, { order_amount: 15000 }],
      ["an address", "customer-details", ({ id }) => updateOrder(id, toUppsala), toUppsala, inStockholm],
    ])("what Klarna carries out after everybody looked away is taken back: %s", async (_, path, act, late, right) => {
      const order = await desk.buy()
      await klarna.faults({ match: { path }, fault: "slow", delay_ms: 6000 })
      expect((await refusalOf(act(order))).status).toBe(400)
      await desk.reconcile(order.id)
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      expect(await klarna.order(order.klarnaId)).toMatchObject(right)

      await eventually(async () => expect(await klarna.order(order.klarnaId)).toMatchObject(late))
      await nothingCanComeAnyMore(container())
      await runReconcileJob(container())
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject(right)
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
    })

    it("what Klarna need not be asked about is changed all the same", async () => {
      const order = await desk.buy()
      await klarna.faults({ fault: "503", times: 20 })
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { unitPrice: 80 }))
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 130 })
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      await desk.expectInStep(order, 130)
    })
  })

  describe('With amounts: "never"', () => {
    withOptions({ amounts: "never" })

    it("an increase is told after the edit, and shown if Klarna refuses; an address is still asked", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse", address: "refuse" })
      await (await wantsMug(order)).confirm()
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 190 })
      expect(await desk.attention(order.id)).toMatchObject({ code: "increase_refused" })
      expect((await refusalOf(updateOrder(order.id, toUppsala))).status).toBe(400)
    })
  })

  describe('With amounts: "always"', () => {
    withOptions({ amounts: "always" })

    /** 150 as before, but a mug for half of the shirt's price. */
    async function otherLines({ id }: Bought) {
      const edit = await beginEdit(id)
      await edit.changeItem("Shirt", { unitPrice: 60 })
      await edit.addItem("Mug")
      return edit
    }

    it("other lines at the same amount are asked about, and told once", async () => {
      const order = await desk.buy()
      await (await otherLines(order)).confirm()
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 150)
      expect((await desk.side(order.id)).operations[0]).toMatchObject({ trigger: expect.stringMatching(/^user:/) })
    })

    it("and stay as they are when Klarna refuses them", async () => {
      await klarna.switches({ equal_amount_risk_check: true })
      const order = await desk.buy({ email: "alva+risk@example.com" })
      const { status, body } = await refusalOf((await otherLines(order)).confirm())
      expect(status).toBe(400)
      expect(body.message).toContain("Klarna did not accept the changed order lines.")
      expect(await readOrder(order.id)).toMatchObject({ total: 150, items: { length: 1 } })
    })

    it("but never a lower amount", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { unitPrice: 80 }))
      await desk.expectInStep(order, 130)
      expect((await desk.side(order.id)).operations[0]).toMatchObject({ trigger: expect.stringMatching(/^event:/) })
    })
  })

  describe("With shippingAddress: false", () => {
    withOptions({ shippingAddress: false })

    it("an address is told after the change, and shown if Klarna refuses", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { address: "refuse" })
      await updateOrder(order.id, toUppsala)
      await settled()
      expect(await readOrder(order.id)).toMatchObject(toUppsala)
      expect(await desk.attention(order.id)).toMatchObject({ code: "address_refused" })
    })
  })

  describe("Where the merchant tells Klarna amounts by hand", () => {
    let operations: ResolvedKlarnaOptions["operations"]
    beforeEach(() => {
      operations = container().resolve<KlarnaModuleService>("klarna").options.operations
      operations.amount = "manual"
    })
    afterEach(() => {
      operations.amount = "auto"
    })

    it("an edit does not ask for him", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await (await wantsMug(order)).confirm()
      expect(await desk.calls()).toEqual([])
      expect(await readOrder(order.id)).toMatchObject({ total: 190 })
    })
  })
}, impatient)
