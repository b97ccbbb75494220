import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type RunningSimulator, simulatorControls, startKlarnaSimulator } from "../../src/simulator"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { lazily } from "../store/lazily"
import type { Purchase } from "../store/place-order"

let american: RunningSimulator

/** Sweden's Klarna is the store's usual one; America's is another host that knows nobody of Sweden's. */
const options = async (swedishUrl: string) => {
  american = await startKlarnaSimulator({
    merchants: [
      { username: "us-shop", password: "us-secret" },
      { username: "old-shop", password: "old-secret" },
    ],
  })
  const sweden = { id: "se", username: "simulator", password: "simulator", region: "eu", baseUrl: swedishUrl }
  const america = { id: "us", username: "us-shop", password: "us-secret", region: "na", baseUrl: american.url }
  const retired = { id: "old", username: "old-shop", password: "old-secret", region: "eu", baseUrl: american.url }
  return {
    accounts: [
      { ...sweden, countries: ["SE"] },
      { ...america, countries: ["US"] },
      { ...retired, retired: true },
      { ...retired, id: "outlet", salesChannels: ["sc_outlet"] },
    ],
  }
}

afterAll(() => american?.close())

klarnaStore(
  (shop) => {
    const { klarna: sweden, settled, container } = shop
    const desk = klarnaDesk(shop)
    const america = lazily(() => simulatorControls(american.url))

    beforeEach(() => america.reset())

    const hearing = async () => ({
      sweden: callsOf(await sweden.requests()),
      america: callsOf(await america.requests()),
    })
    const clear = () => Promise.all([sweden.clearRequests(), america.clearRequests()])
    const sql = (query: string, bindings: string[]) =>
      container().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(query, bindings)

    /** The stored identity of an order, as if it had been sold with another account. */
    async function soldWith(orderId: string, identity: Record<string, string>): Promise<void> {
      for (const [column, value] of Object.entries(identity)) {
        await sql(`UPDATE klarna_order SET "${column}" = ? WHERE order_id = ?`, [value, orderId])
      }
      await sql("UPDATE payment SET data = data || ?::jsonb WHERE data->>'medusa_order_id' = ?", [
        JSON.stringify(identity),
        orderId,
      ])
    }

    async function buyInAmerica(purchase: Purchase = {}) {
      const checkout = await shop.choosePayment(await shop.fillCart({ country: "us", ...purchase }))
      await shop.authorize(checkout, await america.approve(String(checkout.session.data.klarna_session_id)))
      const answer = await shop.complete(checkout.cartId)
      if (answer.type !== "order") throw new Error(answer.error.message)
      await settled()
      return { id: answer.order.id, klarnaId: (await desk.side(answer.order.id)).klarna_order.klarna_order_id }
    }

    describe("Two regions and two accounts in one store", () => {
      it("sells each order with its own account, at its own host [cases 19, 78]", async () => {
        const swedish = await desk.buy()
        expect((await hearing()).america).toEqual([])
        await clear()
        const us = await buyInAmerica()
        expect(await hearing()).toEqual({
          sweden: [],
          america: [
            "POST payments/sessions",
            "POST payments/authorizations/:id/order",
            "GET order",
            "POST acknowledge",
          ],
        })
        expect((await desk.side(swedish.id)).klarna_order).toMatchObject({ account_id: "se", region: "eu" })
        expect((await desk.side(us.id)).klarna_order).toMatchObject({
          account_id: "us",
          region: "na",
          environment: "playground",
          sync_state: "in_sync",
        })
        expect(await america.order(us.klarnaId)).toMatchObject({ merchant: "us-shop", purchase_currency: "USD" })
        expect(await sweden.order(swedish.klarnaId)).toMatchObject({ merchant: "simulator", purchase_currency: "SEK" })
      })

      it("sells what belongs to a sales channel with that channel's account, in the same country", async () => {
        const cartId = await shop.fillCart()
        const { session: usual } = await shop.choosePayment(cartId)
        expect(usual.data).toMatchObject({ account_id: "se" })
        await sql("UPDATE cart SET sales_channel_id = 'sc_outlet' WHERE id = ?", [cartId])
        await clear()
        const { session } = await shop.choosePayment(cartId)
        expect(session.data).toMatchObject({ account_id: "outlet" })
        expect(await hearing()).toEqual({ sweden: [], america: ["POST payments/sessions"] })
      })

      it("tells each change, capture and refund to the account that sold the order [case 53]", async () => {
        const us = await buyInAmerica()
        const swedish = await desk.buy()
        await clear()
        await shop.editOrder(us.id, (edit) => edit.addItem("Mug"))
        await settled()
        await shop.capturePayment(us.id)
        await shop.refundPayment(us.id, { amount: 5 })
        await settled()
        expect(await hearing()).toEqual({
          sweden: [],
          america: ["PATCH authorization", "POST captures", "POST refunds"],
        })
        await clear()
        await shop.cancelOrder(swedish.id)
        await settled()
        expect(await hearing()).toEqual({ sweden: ["POST cancel"], america: [] })
      })

      it("keeps selling in one country while Klarna is down for the other", async () => {
        await america.faults({ fault: "503", times: 100 })
        await expect(buyInAmerica()).rejects.toThrow(/the payment session/)
        expect((await desk.side((await desk.buy()).id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })

      it("says so where no account sells, and asks nobody", async () => {
        const cartId = await shop.fillCart({ country: "de" })
        await expect(shop.choosePayment(cartId)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/^No Klarna account is configured for DE \(EUR\)\. Add the country/) },
        })
        expect(await hearing()).toEqual({ sweden: [], america: [] })
      })
    })

    describe("After the configuration changed", () => {
      /** The same order, as it stands at the host of the account that sells no more. */
      async function orderOfRetiredAccount() {
        const { id, klarnaId } = await desk.buy()
        const { order_lines, order_amount, shipping_address, billing_address, merchant_reference1 } =
          await sweden.order(klarnaId)
        const old = await america.seedOrder({
          merchant: "old-shop",
          ...{ order_lines, order_amount, shipping_address, billing_address },
          ...{ merchant_reference1, merchant_reference2: id },
          purchase_country: "SE",
          purchase_currency: "SEK",
        })
        await soldWith(id, { account_id: "old", klarna_order_id: old.order_id })
        // Nothing is remembered of it yet, as when the order was met for the first time.
        await sql("DELETE FROM klarna_operation WHERE order_id = ?", [id])
        await sql("UPDATE klarna_order SET read_at = NULL, acknowledged = '{}' WHERE order_id = ?", [id])
        expect((await desk.sync(id)).klarna_order).toMatchObject({ account_id: "old", sync_state: "in_sync" })
        await clear()
        return { id, klarnaId: old.order_id }
      }

      it("serves orders of a retired account with its keys at its host", async () => {
        const { id, klarnaId } = await orderOfRetiredAccount()
        await shop.updateOrder(id, { shipping_address: { address_1: "Kungsgatan 1" } })
        await settled()
        await shop.capturePayment(id)
        await settled()
        expect(await hearing()).toEqual({ sweden: [], america: ["PATCH customer-details", "POST captures"] })
        expect(await america.order(klarnaId)).toMatchObject({
          merchant: "old-shop",
          status: "CAPTURED",
          shipping_address: { street_address: "Kungsgatan 1" },
        })
      })

      it("never sells with a retired account", async () => {
        await orderOfRetiredAccount()
        const { id } = await desk.buy()
        expect((await desk.side(id)).klarna_order.account_id).toBe("se")
        expect(await hearing()).toMatchObject({ america: [] })
      })

      it.each<Record<string, string>>([{ account_id: "gone" }, { environment: "live" }, { region: "oc" }])(
        "sends nothing and says so when the account of an order is not configured any more: %j [case 53]",
        async (identity) => {
          const { id, klarnaId } = await desk.buy()
          await soldWith(id, identity)
          await shop.updateOrder(id, { shipping_address: { address_1: "Kungsgatan 1" } })
          await settled()

          const sold = { account_id: "se", environment: "playground", region: "eu", ...identity }
          expect((await desk.side(id)).klarna_order).toMatchObject({
            sync_state: "needs_attention",
            attention_code: "account_missing",
            attention: [
              {
                message: `The order was sold with the Klarna account "${sold.account_id}" (${sold.environment}, ${sold.region}), which is not configured any more. Nothing is sent to Klarna. Add the account to the options again, as "retired" if it shall not sell.`,
              },
            ],
          })
          await expect(shop.capturePayment(id)).rejects.toMatchObject({
            status: 400,
            body: {
              message: expect.stringMatching(/^This order was sold with the Klarna account .* Nothing was sent/),
            },
          })
          await shop.cancelOrder(id)
          await settled()
          expect(await hearing()).toEqual({ sweden: [], america: [] })
          expect(await sweden.order(klarnaId)).toMatchObject({ status: "AUTHORIZED" })
        }
      )

      it("refuses a refund with a sentence when the account is gone", async () => {
        const { id, klarnaId } = await desk.buy()
        await shop.capturePayment(id)
        await settled()
        await soldWith(id, { account_id: "gone" })
        await clear()
        await expect(shop.refundPayment(id, { amount: 10 })).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/Klarna account "gone" .* is not configured any more/) },
        })
        expect(await hearing()).toEqual({ sweden: [], america: [] })
        expect(await sweden.order(klarnaId)).toMatchObject({ refunded_amount: 0 })
      })

      it("catches up by the merchant's button once the account is back", async () => {
        const { id, klarnaId } = await desk.buy()
        await soldWith(id, { account_id: "gone" })
        await shop.updateOrder(id, { shipping_address: { address_1: "Kungsgatan 1" } })
        await settled()
        await soldWith(id, { account_id: "se" })
        expect(await desk.sync(id)).toMatchObject({ klarna_order: { sync_state: "in_sync", attention: null } })
        expect(await hearing()).toEqual({ sweden: ["PATCH customer-details"], america: [] })
        expect(await sweden.order(klarnaId)).toMatchObject({ shipping_address: { street_address: "Kungsgatan 1" } })
      })
    })
  },
  { options }
)
