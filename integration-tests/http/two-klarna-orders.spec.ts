import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

klarnaStore((shop) => {
  const { klarna, admin, container, editOrder, settled } = shop
  const desk = klarnaDesk(shop)

  /** The buyer pays an order once more, by another system's link: a second Klarna order, of which nobody here has heard yet. */
  async function paidOnceMore(order: Bought): Promise<Bought> {
    const other = await desk.buy()
    const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await knex("klarna_order").where({ order_id: other.id }).delete()
    await knex("order_payment_collection").where({ order_id: other.id }).update({ order_id: order.id })
    await desk.sync(order.id)
    await klarna.clearRequests()
    return { id: order.id, klarnaId: other.klarnaId }
  }

  const lookAgain = (id: string) => admin.post(`/admin/klarna/orders/${id}/refresh`)
  const addMug = async ({ id }: Bought) => {
    await editOrder(id, (edit) => edit.addItem("Mug"))
    await settled()
  }

  describe("An order with two live Klarna orders", () => {
    it("says so, and neither of them is told anything", async () => {
      const first = await desk.buy()
      const second = await paidOnceMore(first)
      await addMug(first)
      expect(await desk.attention(first.id)).toMatchObject({
        code: "several_klarna_orders",
        details: { klarna_order_ids: expect.arrayContaining([first.klarnaId, second.klarnaId]) },
      })
      expect((await desk.calls()).filter((call) => !call.startsWith("GET"))).toEqual([])
    })

    it.each([0, 1])("goes on with the other one when one was cancelled in Klarna's portal (%i)", async (which) => {
      const first = await desk.buy()
      const both = [first, await paidOnceMore(first)]
      await lookAgain(first.id)
      expect(await desk.attention(first.id)).toMatchObject({ code: "several_klarna_orders" })

      await klarna.portal(both[which].klarnaId, "cancel")
      await lookAgain(first.id)
      await desk.expectInStep(both[1 - which], 150)
      await addMug(first)
      await desk.expectInStep(both[1 - which], 190)
      expect((await klarna.order(both[which].klarnaId)).order_amount).toBe(15000)
    })
  })

  it("An order whose authorisation ended, paid once more: the new one carries all of it, and takes the next edit", async () => {
    const first = await desk.buy()
    await klarna.portal(first.klarnaId, "expire")
    await lookAgain(first.id)
    expect(await desk.attention(first.id)).toMatchObject({ code: "not_covered" })

    const second = await paidOnceMore(first)
    await lookAgain(first.id)
    await desk.expectInStep(second, 150)
    await addMug(first)
    await desk.expectInStep(second, 190)
  })
})
