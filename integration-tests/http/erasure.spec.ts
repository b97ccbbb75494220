import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { eraseKlarnaDataWorkflow } from "../../src/workflows"
import { markets } from "../store/catalog"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

const { buyer } = markets.se

/** What is the person's: whatever of it is found in a table of ours is one too many. */
const person = ["first_name", "last_name", "address_1", "postal_code", "phone"].map(
  (field) => (buyer.address as unknown as Record<string, string>)[field]
)
const words = [...person, buyer.email].filter(Boolean)

klarnaStore(
  (shop) => {
    const { container, settled, updateOrder, capturePayment, cancelOrder, editOrder, klarna } = shop
    const desk = klarnaDesk(shop)
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const erase = async (order_ids: string[]) =>
      (await eraseKlarnaDataWorkflow(container()).run({ input: { order_ids } })).result

    /** Every row of every table of this plugin's, and what Medusa keeps of its payments. */
    async function kept(): Promise<string> {
      const { rows } = await knex().raw<{ rows: { name: string }[] }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE '%klarna%'"
      )
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["klarna_order", "klarna_operation"]))
      const ours = await Promise.all(rows.map(({ name }) => knex()(name)))
      const payments = await Promise.all(["payment", "payment_session"].map((name) => knex()(name).select("data")))
      return JSON.stringify([ours, payments])
    }

    const found = async () => {
      const all = await kept()
      return words.filter((word) => all.includes(word))
    }

    it("No table of the plugin's ever has a name, an address, a mail or a phone number", async () => {
      expect(words.length).toBeGreaterThan(4)
      const order = await desk.buy()
      await updateOrder(order.id, { shipping_address: { ...buyer.address, city: "Uppsala" } })
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await capturePayment(order.id)
      await settled()
      expect(await found()).toEqual([])
    })

    it("An erased order leaves no fingerprint of the person behind, and what its order says then is not told to Klarna", async () => {
      const order = await desk.buy()
      await capturePayment(order.id)
      await settled()
      const { acknowledged } = await knex()("klarna_order").where({ order_id: order.id }).first()
      expect(Object.keys(acknowledged as object)).toEqual(expect.arrayContaining(["shipping", "billing"]))
      const fingerprints = Object.values((acknowledged as { shipping: Record<string, string> }).shipping)

      expect(await erase([order.id])).toEqual({ erased: [order.id], kept: [] })
      await klarna.clearRequests()
      await updateOrder(order.id, {
        email: "erased@example.com",
        shipping_address: { ...buyer.address, first_name: "Erased" },
      })
      await settled()
      await shop.admin.post(`/admin/klarna/orders/${order.id}/refresh`)
      const all = await kept()
      expect(fingerprints.filter((fingerprint) => all.includes(fingerprint))).toEqual([])
      expect((await desk.calls()).filter((call) => call.startsWith("PATCH"))).toEqual([])
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it("An order that Klarna still holds money for is kept; a canceled one is erased", async () => {
      const [open, canceled] = [await desk.buy(), await desk.buy()]
      await cancelOrder(canceled.id)
      await settled()
      expect(await erase([open.id, canceled.id])).toEqual({ erased: [canceled.id], kept: [open.id] })
    })

    it("A customer is forgotten with all orders, and with what was put into a cart and never became one", async () => {
      const orders = [await desk.buy(), await desk.buy()]
      for (const { id } of orders) await capturePayment(id)
      const refused = await refusedPurchase()
      await settled()
      const { customer_id } = await knex()("order").where({ id: orders[0].id }).first("customer_id")
      const purchases = () => knex()("klarna_operation").where({ kind: "create_order" }).orderBy("created_at")
      expect(await purchases()).toMatchObject([{}, {}, { outcome: "refused", reference: refused.paymentCollectionId }])

      const { result } = await eraseKlarnaDataWorkflow(container()).run({
        input: { customer_id },
      })
      expect(result.erased.sort()).toEqual(orders.map(({ id }) => id).sort())
      expect(result.kept).toEqual([])
      const erased = { fingerprint: "erased", error_messages: null }
      expect(await purchases()).toMatchObject([erased, erased, { ...erased, reference: null }])
      for (const { asked } of await purchases()) expect(asked).not.toHaveProperty("acknowledged")
      expect(await kept()).not.toContain(refused.paymentCollectionId)
    })

    /** The cart grew after the buyer had approved it. */
    async function refusedPurchase() {
      const checkout = await shop.choosePayment(await shop.fillCart())
      const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
      const { variants } = shop.store
      await shop.storefront.post(`/store/carts/${checkout.cartId}/line-items`, {
        variant_id: variants.Mug,
        quantity: 1,
      })
      await shop.authorize(await shop.choosePayment(checkout.cartId), { authorization_token })
      expect((await shop.complete(checkout.cartId).catch(() => undefined))?.type).not.toBe("order")
      return checkout
    }

    it("The job prunes the ledger of settled orders, by option, and leaves what is needed", async () => {
      const [open, captured] = [await desk.buy(), await desk.buy()]
      await capturePayment(captured.id)
      await settled()
      await knex()("klarna_operation").update({ created_at: new Date(0), finished_at: new Date(0) })
      await runReconcileJob(container())
      const kinds = async ({ id }: { id: string }) => (await desk.side(id)).operations.map(({ kind }) => kind)
      expect(await kinds(captured)).toEqual(expect.arrayContaining(["capture", "create_order"]))
      expect(await kinds(captured)).not.toContain("acknowledge")
      expect(await kinds(open)).toContain("acknowledge")
    })
  },
  { options: { retries: 0, keepLedgerDays: 400 } }
)
