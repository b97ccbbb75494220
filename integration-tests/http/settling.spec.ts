import { breakWrites } from "../store/broken-table"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

klarnaStore((shop) => {
  const { klarna, settled, editOrder, container } = shop
  const { buy, calls, attention, reconcile, sync, expectInStep } = klarnaDesk(shop)

  describe("Medusa's payment cannot follow an edit that Klarna accepted", () => {
    it.each([
      ["no payment session can be written", "payment_session", "INSERT"],
      ["the session is there, but no payment can be written", "payment", "INSERT"],
      [
        "the payment is there, but the collection cannot be updated",
        "payment_collection",
        "UPDATE OF authorized_amount",
      ],
    ])("because %s: Klarna is not cancelled, the merchant is told, and it is made up for", async (_, table, which) => {
      const order = await buy()
      const edit = await shop.beginEdit(order.id)
      await edit.addItem("Mug")
      const mend = await breakWrites(container(), table, which)
      await edit.confirm()
      await settled()
      expect(await calls()).toEqual(["PATCH authorization"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 19000 })
      expect(await attention(order.id)).toMatchObject({
        code: "payment_not_following",
        message: expect.stringContaining("do not capture before"),
      })

      await mend()
      await reconcile(order.id)
      expect((await calls()).filter((call) => call !== "GET order")).toEqual(["PATCH authorization"])
      await expectInStep(order, 190)
      expect(await shop.readOrder(order.id)).toMatchObject({ payment_status: "authorized" })
    })

    it("and the merchant asks for it himself", async () => {
      const order = await buy()
      const edit = await shop.beginEdit(order.id)
      await edit.addItem("Mug")
      const mend = await breakWrites(container(), "payment_session")
      await edit.confirm()
      await settled()
      expect(await attention(order.id)).toMatchObject({ code: "payment_not_following" })
      await sync(order.id)
      expect(await attention(order.id)).toMatchObject({ code: "payment_not_following" })
      await mend()
      await sync(order.id)
      await expectInStep(order, 190)
    })

    it("nor a cancel after it: Klarna is cancelled once, by the order's own cancel", async () => {
      const order = await buy()
      const mend = await breakWrites(container(), "payment")
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await mend()
      await shop.cancelOrder(order.id)
      await settled()
      expect(await calls()).toEqual(["PATCH authorization", "POST cancel"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED" })
    })
  })
})
