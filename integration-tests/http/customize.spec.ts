import { join } from "path"
import { releaseOrderWorkflow } from "../../docs/examples/release-order"
import tellTheShop, { config } from "../../docs/examples/klarna-needs-attention"
import { Modules } from "@medusajs/framework/utils"
import type { CreateOrder } from "../../src/klarna/types"
import { KlarnaOrderEvents } from "../../src/workflows"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { breakFunction } from "../store/shop-functions"

// The examples that docs/ shows, in a shop.
beforeAll(() => {
  process.env.KLARNA_CUSTOMIZE = join(__dirname, "..", "store", "shop-functions.ts")
})
afterAll(() => delete process.env.KLARNA_CUSTOMIZE)

klarnaStore((shop) => {
  const { klarna, placeOrder, editOrder, settled, admin, container, readOrder } = shop
  const desk = klarnaDesk(shop)
  const { buy, side, calls } = desk

  afterEach(() => breakFunction(undefined))

  async function addCap(order: { id: string }) {
    await editOrder(order.id, (edit) => edit.addItem("Mug"))
    await settled()
  }

  const namesAt = async (klarnaId: string) => (await klarna.order(klarnaId)).order_lines.map(({ name }) => name)
  const brandsAt = async (klarnaId: string) =>
    (await klarna.order(klarnaId)).order_lines.map((line) => line.product_identifiers?.brand)

  describe("A shop with functions of its own for what Klarna is told", () => {
    it("sells with its own lines and references, and nothing is told twice", async () => {
      const { id } = await placeOrder()
      await settled()
      const { display_id } = await readOrder(id)
      const requests = await desk.requests()
      const [sold] = bodiesOf<CreateOrder>(requests, "POST payments/authorizations/:id/order").slice(-1)
      expect(sold.order_lines.some((line) => line.product_identifiers?.brand === "Norrsken")).toBe(true)
      expect(sold.merchant_reference1).toBe(`NG-${display_id}`)
      const { klarna_order } = await side(id)
      expect(klarna_order).toMatchObject({ sync_state: "in_sync", merchant_reference1: `NG-${display_id}` })
      expect((await calls()).filter((call) => call.startsWith("PATCH"))).toEqual([])
    })

    it("tells an edit in its own words, and captures all of it [case 8]", async () => {
      const order = await buy()
      await addCap(order)
      const [told] = await desk.authorizations()
      expect(told.description).toBe("We added something to your order.")
      expect((await brandsAt(order.klarnaId)).filter(Boolean)).toHaveLength(2)
      expect(await calls()).toEqual(["PATCH authorization"])
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("A function of the shop that throws", () => {
    it("for lines, costs no sale: the plugin's own lines go, and the order says why it waits", async () => {
      breakFunction("orderLines")
      const order = await buy()
      expect((await brandsAt(order.klarnaId)).filter(Boolean)).toEqual([])
      expect(await namesAt(order.klarnaId)).toContain("Shirt - One size")
      const attention = await desk.attention(order.id)
      expect(attention).toMatchObject({ code: "customization_failed" })
      expect(attention?.message).toMatch(/customize\.orderLines threw TypeError \([\w.-]+:\d+\)/)
      expect(JSON.stringify(await side(order.id))).not.toContain("Anna")
    })

    it("for lines, holds the new amount back and nothing else; mended, everything is told", async () => {
      const order = await buy()
      breakFunction("orderLines")
      await addCap(order)
      expect(await calls()).toEqual([])
      expect(await desk.attention(order.id)).toMatchObject({ code: "customization_failed" })
      const { shipping_address } = await readOrder(order.id)
      await shop.updateOrder(order.id, { shipping_address: { ...addressOf({ ...shipping_address }), city: "Uppsala" } })
      expect(await calls()).toEqual(["PATCH customer-details"])

      breakFunction(undefined)
      await admin.post(`/admin/klarna/orders/${order.id}/sync`, {})
      expect(await calls()).toEqual(["PATCH customer-details", "PATCH authorization"])
      expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it("for references, leaves those that Klarna has", async () => {
      const order = await buy()
      const { merchant_reference1 } = await klarna.order(order.klarnaId)
      breakFunction("references")
      await addCap(order)
      expect(await calls()).toEqual(["PATCH authorization"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ merchant_reference1 })
      expect(await desk.attention(order.id)).toMatchObject({ code: "customization_failed" })
    })

    it("for descriptions, costs the text and not the change", async () => {
      const order = await buy()
      breakFunction("description")
      await addCap(order)
      const [told] = await desk.authorizations()
      expect(told).not.toHaveProperty("description")
      expect((await side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })
  })

  describe("A store's own code around the sync", () => {
    it("releases an order to the warehouse when Klarna agrees, and not before", async () => {
      const order = await buy()
      const release = () => releaseOrderWorkflow(container()).run({ input: { order_id: order.id } })
      expect((await release()).result).toBe("in_sync")
      breakFunction("orderLines")
      await expect(release()).rejects.toMatchObject({ message: expect.stringContaining("it is needs_attention") })
    })

    it("puts a line under the bell when an order needs attention", async () => {
      expect(config.event).toBe(KlarnaOrderEvents.NEEDS_ATTENTION)
      const data = { order_id: "order_1", klarna_order_id: "k1", attention_code: "increase_refused" as const }
      await tellTheShop({
        event: { name: KlarnaOrderEvents.NEEDS_ATTENTION, data },
        container: container(),
        pluginOptions: {},
      })
      const [told] = await container().resolve(Modules.NOTIFICATION).listNotifications({ to: "shop" })
      expect(told.data).toMatchObject({ description: "order_1: increase_refused" })
    })
  })
})

const addressOf = (address: Record<string, unknown> | null | undefined) =>
  Object.fromEntries(
    ["first_name", "last_name", "address_1", "postal_code", "city", "country_code"].map((field) => [
      field,
      address?.[field],
    ])
  )
