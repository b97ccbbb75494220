import { updateFulfillmentWorkflow } from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { CreateCapture, ShippingInfo } from "../../src/klarna/types"
import { bodiesOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { loseEvents } from "../store/lose-events"
import type { Quantities } from "../store/merchant"

const ORDER = "POST shipping-info"
const CAPTURE = "POST captures/:id/shipping-info"
const basket = { items: [{ product: "Shirt" as const, quantity: 2 }, { product: "Mug" as const }] }
const impatient = { options: { timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

const parcel = (tracking_number: string) => ({
  tracking_number,
  tracking_url: `https://track.example/${tracking_number}`,
})
const told = (number: string) => ({ tracking_number: number, tracking_uri: `https://track.example/${number}` })

klarnaStore((shop) => {
  const { klarna, fulfill, ship, capturePayment, settled, container } = shop
  const desk = klarnaDesk(shop)

  /** Packed and handed over, all of it or a part. */
  async function send(order: Bought, numbers: string[], quantities?: Quantities): Promise<string> {
    const fulfillment = await fulfill(order.id, quantities)
    await ship(order.id, fulfillment, ...numbers.map(parcel))
    await settled()
    return fulfillment
  }

  async function addTracking(fulfillment: string, number: string): Promise<void> {
    const known = await container()
      .resolve(Modules.FULFILLMENT)
      .retrieveFulfillment(fulfillment, { relations: ["labels"] })
    const labels = [...known.labels.map(({ id }) => ({ id })), { ...parcel(number), label_url: "" }]
    // A label that stays is named by its id alone; the input's type wants all of it.
    await updateFulfillmentWorkflow(container()).run({ input: { id: fulfillment, labels } as never })
  }

  const calls = async () => (await desk.calls()).map((call) => call.replace(/captures\/[^/]+\//, "captures/:id/"))
  const shippingCalls = async () => (await calls()).filter((call) => call.endsWith("shipping-info"))
  const atKlarna = async ({ klarnaId }: Bought) => {
    const { shipping_info = [], captures } = await klarna.order(klarnaId)
    return { order: shipping_info, captures: captures.map((capture) => capture.shipping_info) }
  }
  const expectInSync = async ({ id }: Bought) =>
    expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null, notes: [] })

  describe("A parcel", () => {
    it("is told for the order while nothing is captured, once, whatever else happens", async () => {
      const order = await desk.buy(basket)
      await send(order, ["SE1"])
      expect(await desk.calls()).toEqual([ORDER])
      await desk.sync(order.id)
      await desk.reconcile(order.id)
      await capturePayment(order.id)
      await settled()
      expect(await atKlarna(order)).toEqual({ order: [told("SE1")], captures: [[]] })
      expect(await shippingCalls()).toEqual([ORDER])
      await expectInSync(order)
    })

    it("is told for the capture when that was made before, in one call and without a read", async () => {
      const order = await desk.buy(basket)
      await capturePayment(order.id)
      await settled()
      await klarna.clearRequests()
      await send(order, ["SE1"])
      expect(await calls()).toEqual([CAPTURE])
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1")]] })
      await expectInSync(order)
    })

    it("finds its own capture among several", async () => {
      const order = await desk.buy(basket)
      const first = await fulfill(order.id, { Shirt: 1 })
      await capturePayment(order.id, { amount: 150 })
      const second = await fulfill(order.id, { Shirt: 1, Mug: 1 })
      await capturePayment(order.id, { amount: 140 })
      await ship(order.id, second, parcel("SE2"))
      await settled()
      await ship(order.id, first, parcel("SE1"))
      await settled()
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1")], [told("SE2")]] })
      await expectInSync(order)
    })

    it("may be one of several of a shipment", async () => {
      const order = await desk.buy(basket)
      await send(order, ["SE1", "SE2", "SE3"])
      const [{ shipping_info }] = bodiesOf<{ shipping_info: ShippingInfo[] }>(await desk.requests(), ORDER)
      expect(shipping_info).toHaveLength(3)
      expect((await atKlarna(order)).order).toEqual(expect.arrayContaining(["SE1", "SE2", "SE3"].map(told)))
      expect(await shippingCalls()).toEqual([ORDER])
    })

    it("is told when its tracking comes later, and the others are not told again", async () => {
      const order = await desk.buy(basket)
      await capturePayment(order.id)
      const fulfillment = await send(order, ["SE1"])
      await addTracking(fulfillment, "SE2")
      await settled()
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1"), told("SE2")]] })
      expect(await shippingCalls()).toEqual([CAPTURE, CAPTURE])
    })

    it("is not told before it has left, nor without tracking, nor when it was unpacked", async () => {
      const order = await desk.buy(basket)
      const unpacked = await fulfill(order.id)
      await addTracking(unpacked, "SE1")
      await settled()
      await shop.cancelFulfillment(order.id, unpacked)
      await send(order, [])
      expect(await shippingCalls()).toEqual([])
    })

    it("goes along with a capture that was made before anybody told of it", async () => {
      const order = await desk.buy(basket)
      const fulfillment = await fulfill(order.id)
      await settled()
      await loseEvents(container(), () => ship(order.id, fulfillment, parcel("SE1")))
      await capturePayment(order.id)
      await settled()
      await desk.sync(order.id)
      expect(await shippingCalls()).toEqual([])
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1")]] })
      const [{ description }] = bodiesOf<CreateCapture>(await desk.requests(), "POST captures")
      expect(description).toMatch(/2 x Shirt/)
    })

    it("that goes along with a capture whose answer is lost is told once", async () => {
      const order = await desk.buy(basket)
      const fulfillment = await fulfill(order.id)
      await settled()
      await loseEvents(container(), () => ship(order.id, fulfillment, parcel("SE1")))
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-after" })
      await expect(capturePayment(order.id)).rejects.toThrow(/Try again/)
      await desk.sync(order.id)
      await capturePayment(order.id)
      await settled()
      await desk.sync(order.id)
      expect(await shippingCalls()).toEqual([])
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1")]] })
      await expectInSync(order)
    })

    it("finds a capture whose id Klarna did not say, after one look", async () => {
      const order = await desk.buy(basket)
      await klarna.faults({ match: { path: "/captures" }, fault: "no-id-header" })
      await capturePayment(order.id)
      await settled()
      await klarna.clearRequests()
      await send(order, ["SE1"])
      expect(await calls()).toEqual(["GET order", CAPTURE])
      expect(await atKlarna(order)).toEqual({ order: [], captures: [[told("SE1")]] })
    })

    it("finds a capture that was made in Klarna's portal", async () => {
      const order = await desk.buy(basket)
      await klarna.portal(order.klarnaId, "capture", 29000)
      await shop.admin.post(`/admin/klarna/orders/${order.id}/refresh`)
      await send(order, ["SE1"])
      expect((await atKlarna(order)).captures).toEqual([[told("SE1")]])
      expect(await desk.effects(ORDER)).toBe(0)
    })

    it("is shown in the timeline by its number of parcels, without a tracking number", async () => {
      const order = await desk.buy(basket)
      await send(order, ["SE1", "SE2"])
      const { operations } = await desk.side(order.id)
      expect(operations[0]).toMatchObject({ kind: "shipping_info", outcome: "accepted", asked: { parcels: 2 } })
      const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      const kept = JSON.stringify([await knex("klarna_operation"), await knex("klarna_order")])
      expect(kept).not.toContain("track.example")
      expect(kept).not.toContain("SE1")
    })

    it("of which no event came is found by the job", async () => {
      const order = await desk.buy(basket)
      const fulfillment = await fulfill(order.id)
      await settled()
      await loseEvents(container(), () => ship(order.id, fulfillment, parcel("SE1")))
      await desk.reconcile(order.id)
      expect((await atKlarna(order)).order).toEqual([told("SE1")])
    })

    it("that comes back is told with its capture", async () => {
      const order = await desk.buy(basket)
      await capturePayment(order.id)
      await send(order, ["SE1"])
      const back = await shop.requestReturn(order.id, { Shirt: 1 })
      await settled()
      const label = await returnLabel(order, back)
      await desk.reconcile(order.id)
      expect((await atKlarna(order)).captures).toEqual([
        [told("SE1"), { return_tracking_number: label, return_tracking_uri: `https://track.example/${label}` }],
      ])
    })
  })

  /** As a fulfilment provider leaves it behind when a return is requested with one of its shipping options. */
  async function returnLabel({ id }: Bought, return_id: string): Promise<string> {
    const { order } = await shop.admin.get<{ order: { fulfillments: { location_id: string; items: object[] }[] } }>(
      `/admin/orders/${id}?fields=*fulfillments,*fulfillments.items`
    )
    const { id: shirt } = (await shop.readOrder(id)).items.find(({ title }) => title.includes("Shirt"))!
    const fulfillment = await container()
      .resolve(Modules.FULFILLMENT)
      .createReturnFulfillment({
        location_id: order.fulfillments[0].location_id,
        provider_id: "manual_manual",
        shipping_option_id: shop.store.shippingOptions.Standard,
        delivery_address: {},
        items: [{ line_item_id: shirt, quantity: 1, title: "Shirt", sku: "SHIRT", barcode: "" }],
        order: {},
        // The order and its address: the manual provider looks at neither.
      } as never)
    await container()
      .resolve(ContainerRegistrationKeys.LINK)
      .create({ [Modules.ORDER]: { return_id }, [Modules.FULFILLMENT]: { fulfillment_id: fulfillment.id } })
    await addTracking(fulfillment.id, "BACK1")
    return "BACK1"
  }

  describe("When two tell of the same parcel at once", () => {
    it("is told once: by the sync or by the capture", async () => {
      const order = await desk.buy(basket)
      const fulfillment = await fulfill(order.id)
      await settled()
      await klarna.faults({ match: { path: "/shipping-info" }, fault: "slow", delay_ms: 800 })
      await ship(order.id, fulfillment, parcel("SE1"))
      await capturePayment(order.id)
      await settled()
      await desk.sync(order.id)
      const { order: ofOrder, captures } = await atKlarna(order)
      expect([...ofOrder, ...captures.flat()]).toEqual([told("SE1")])
      await expectInSync(order)
    })
  })

  describe("When Klarna says no or does not answer", () => {
    it("says so and why, does not repeat it, and tells the next parcel all the same", async () => {
      const order = await desk.buy(basket)
      await klarna.faults({ match: { path: "/shipping-info" }, fault: "403" })
      const fulfillment = await send(order, ["SE1"])
      expect(await desk.attention(order.id)).toMatchObject({ code: "shipping_info_refused", details: { parcels: 1 } })
      await desk.sync(order.id)
      expect(await shippingCalls()).toEqual([ORDER])

      await addTracking(fulfillment, "SE2")
      await settled()
      expect((await atKlarna(order)).order).toEqual([told("SE2")])
      expect(await desk.attention(order.id)).toMatchObject({ code: "shipping_info_refused" })
      await desk.sync(order.id, ["shipping_info"])
      expect((await atKlarna(order)).order).toEqual([told("SE2"), told("SE1")])
      await expectInSync(order)
    })

    it.each(["cut-after", "cut-before", "500", "503", "429"] as const)(
      "is told once, on schedule: %s",
      async (fault) => {
        const order = await desk.buy(basket)
        await klarna.faults({ match: { path: "/shipping-info" }, fault })
        await send(order, ["SE1"])
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "pending", attention: null })
        await desk.reconcile(order.id)
        expect(await desk.effects(ORDER)).toBe(1)
        expect((await atKlarna(order)).order).toEqual([told("SE1")])
        await expectInSync(order)
      }
    )
  })
}, impatient)
