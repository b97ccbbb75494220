import { bodiesOf, callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

// What happens after the event; and one attempt per call: an outage is then exactly one request, and nobody waits.
const options = {
  askFirst: { shippingAddress: false },
  retries: 0,
  references: { merchantReference2: "metadata.erp_number" },
}

klarnaStore(
  (shop) => {
    const { klarna, settled, ...merchant } = shop
    const { buy, side, calls, reconcile, sync } = klarnaDesk(shop)

    async function update(id: string, change: Parameters<typeof merchant.updateOrder>[1]) {
      await merchant.updateOrder(id, change)
      await settled()
    }

    /** What Klarna was sent since the order was placed: of customer details the bodies, of anything else the name. */
    async function told() {
      const requests = await klarna.requests()
      expect(callsOf(requests).filter((call) => call !== "PATCH customer-details")).toEqual([])
      return bodiesOf(requests, "PATCH customer-details")
    }

    async function captureTakesEverything(id: string, amount?: number) {
      await merchant.capturePayment(id, { amount })
      await settled()
      expect(await merchant.readOrder(id)).toMatchObject({
        payment_status: "captured",
        summary: { pending_difference: 0 },
      })
    }

    describe("Another delivery address", () => {
      it("reaches Klarna with one call that holds only the changed field", async () => {
        const { id, klarnaId } = await buy()
        await update(id, { shipping_address: { city: "Uppsala" } })

        expect(await told()).toEqual([{ shipping_address: { city: "Uppsala" } }])
        expect(await klarna.order(klarnaId)).toMatchObject({
          status: "AUTHORIZED",
          shipping_address: { city: "Uppsala", street_address: "Sveavägen 46" },
          billing_address: { city: "Stockholm" },
        })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
        await captureTakesEverything(id)
      })

      it("reaches Klarna whole when the customer moves to another place", async () => {
        const { id, klarnaId } = await buy()
        await update(id, {
          shipping_address: {
            first_name: "Nils",
            address_1: "Drottninggatan 2",
            address_2: "Lgh 1201",
            company: "Norr AB",
            postal_code: "753 10",
            city: "Uppsala",
            phone: "+46701740699",
          },
        })

        const moved = {
          given_name: "Nils",
          street_address: "Drottninggatan 2",
          street_address2: "Lgh 1201",
          organization_name: "Norr AB",
          postal_code: "753 10",
          city: "Uppsala",
          phone: "+46701740699",
        }
        expect(await told()).toEqual([{ shipping_address: moved }])
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { family_name: "Lind", ...moved } })
      })

      it("is told once more when it is changed back", async () => {
        const { id } = await buy()
        await update(id, { shipping_address: { city: "Uppsala" } })
        await update(id, { shipping_address: { city: "Stockholm" } })
        expect(await told()).toEqual([
          { shipping_address: { city: "Uppsala" } },
          { shipping_address: { city: "Stockholm" } },
        ])
      })

      it("empties an optional field at Klarna too", async () => {
        const { id, klarnaId } = await buy({ shippingAddress: { address_2: "Lgh 1201", company: "Norr AB" } })
        await update(id, { shipping_address: { address_2: "" } })
        expect(await told()).toEqual([{ shipping_address: { street_address2: "" } }])
        const { shipping_address } = await klarna.order(klarnaId)
        expect(shipping_address).toMatchObject({ organization_name: "Norr AB" })
        expect(shipping_address).not.toHaveProperty("street_address2")
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })

      it("is not told when only its spelling changed", async () => {
        const { id } = await buy()
        await update(id, { shipping_address: { postal_code: "11134", phone: "+46 70 174 06 15", city: " Stockholm " } })
        expect(await told()).toEqual([])
      })

      it("goes out once, although several events tell of it", async () => {
        const { id } = await buy()
        await Promise.all([
          merchant.updateOrder(id, { shipping_address: { city: "Uppsala" } }),
          merchant.updateOrder(id, { metadata: { note: "moved" } }),
        ])
        await settled()
        expect(await told()).toEqual([{ shipping_address: { city: "Uppsala" } }])
      })
    })

    describe("A new mail address", () => {
      it("goes into the delivery address, where Klarna takes it", async () => {
        const { id, klarnaId } = await buy()
        await update(id, { email: "alva.lind@example.com" })
        expect(await told()).toEqual([{ shipping_address: { email: "alva.lind@example.com" } }])
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { email: "alva.lind@example.com" } })
      })
    })

    describe("Notes on an order", () => {
      it("cost no call to Klarna at all, not even a read", async () => {
        const { id } = await buy()
        await update(id, { metadata: { gift: "yes" } })
        await update(id, { metadata: { gift: null } as never })
        expect(await calls()).toEqual([])
      })
    })

    describe("A field that Klarna does not let go of", () => {
      it("is named to the merchant, and nothing is asked of Klarna", async () => {
        const { id } = await buy()
        await update(id, { shipping_address: { city: "", address_1: "Drottninggatan 2" } })
        expect(await told()).toEqual([])
        expect((await side(id)).klarna_order).toMatchObject({
          sync_state: "needs_attention",
          attention_code: "address_field_required",
          attention: [
            {
              message: expect.stringContaining(
                "shipping address has lost a field that Klarna does not let go of (city)"
              ),
              details: { address: "shipping_address", fields: ["city"] },
            },
          ],
        })
      })

      it("holds nothing else up: amount, references and the billing address go their way", async () => {
        const { id, klarnaId } = await buy()
        await klarna.switches({ billing_address_update: "accept" })
        await update(id, {
          shipping_address: { first_name: "" },
          billing_address: { city: "Uppsala" },
          metadata: { erp_number: "E-7" },
        })
        await merchant.editOrder(id, (edit) => edit.addItem("Mug"))
        await settled()

        expect(await calls()).toEqual(["PATCH customer-details", "PATCH merchant-references", "PATCH authorization"])
        expect(await klarna.order(klarnaId)).toMatchObject({
          order_amount: 19000,
          merchant_reference2: "E-7",
          billing_address: { city: "Uppsala" },
          shipping_address: { given_name: "Alva" },
        })
        expect((await side(id)).klarna_order).toMatchObject({ attention_code: "address_field_required" })
        await captureTakesEverything(id)
      })

      it("is sent with all that waited once the merchant filled it in", async () => {
        const { id } = await buy()
        await update(id, { shipping_address: { city: "", address_1: "Drottninggatan 2" } })
        await update(id, { shipping_address: { city: "Uppsala" } })
        expect(await told()).toEqual([{ shipping_address: { street_address: "Drottninggatan 2", city: "Uppsala" } }])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      })
    })

    describe("A delivery address that Klarna does not approve of", () => {
      async function refused() {
        const order = await buy()
        await klarna.setRisk(order.klarnaId, { address: "refuse" })
        await update(order.id, { shipping_address: { city: "Uppsala" } })
        return order
      }

      it("stays Klarna's old one, and the merchant reads Klarna's words", async () => {
        const { id, klarnaId } = await refused()
        // The read after the no: the order's state may have been the reason.
        expect(await calls()).toEqual(["PATCH customer-details", "GET order"])
        expect(await klarna.order(klarnaId)).toMatchObject({
          status: "AUTHORIZED",
          shipping_address: { city: "Stockholm" },
        })

        const { klarna_order, operations } = await side(id)
        const correlation_id = operations[0].correlation_id as string
        expect(correlation_id).toEqual(expect.any(String))
        expect(klarna_order).toMatchObject({
          sync_state: "needs_attention",
          attention_code: "address_refused",
          attention: [
            {
              message: expect.stringContaining("Ship to the old address, correct the new one, or cancel"),
              details: { address: "shipping_address", fields: ["city"] },
              klarna: {
                code: "NOT_ALLOWED",
                messages: ["Address was not approved. Customer details cannot be updated."],
                correlation_id,
              },
            },
          ],
        })
        expect(operations[0]).toMatchObject({
          kind: "shipping_address",
          asked: { fields: ["city"] },
          outcome: "refused",
          http_status: 403,
          error_code: "NOT_ALLOWED",
        })
        await captureTakesEverything(id)
      })

      it("is not asked for again by whatever happens to the order later", async () => {
        const { id } = await refused()
        await klarna.clearRequests()
        await update(id, { metadata: { gift: "yes" } })
        await merchant.editOrder(id, (edit) => edit.changeItem("Shirt", { unitPrice: 90 }))
        await settled()
        await reconcile(id)
        expect(await calls()).toEqual(["PATCH authorization"])
        expect((await side(id)).klarna_order).toMatchObject({ attention_code: "address_refused" })
      })

      it("is tried again when the merchant corrects it", async () => {
        const { id, klarnaId } = await refused()
        await klarna.setRisk(klarnaId, { address: "accept" })
        await klarna.clearRequests()
        await update(id, { shipping_address: { postal_code: "753 10" } })
        expect(await told()).toEqual([{ shipping_address: { city: "Uppsala", postal_code: "753 10" } }])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      })

      it("is forgotten when the merchant changes it back", async () => {
        const { id } = await refused()
        await klarna.clearRequests()
        await update(id, { shipping_address: { city: "Stockholm" } })
        expect(await told()).toEqual([])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      })

      it("is asked for once more when the merchant insists", async () => {
        const { id, klarnaId } = await refused()
        await klarna.setRisk(klarnaId, { address: "accept" })
        await klarna.clearRequests()
        expect(await sync(id, ["shipping_address"])).toMatchObject({
          sync: { result: "in_sync", writes: [{ kind: "shipping_address", outcome: "accepted" }] },
        })
        expect(await told()).toEqual([{ shipping_address: { city: "Uppsala" } }])
      })
    })

    describe("An address change while Klarna does not answer", () => {
      it("waits, and is repeated under the same key when Klarna is back", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "customer-details" }, fault: "503", times: 9 })
        await update(id, { shipping_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "pending", attention: null, attempts: 1 })
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { city: "Stockholm" } })

        await klarna.clearFaults()
        await reconcile(id)
        const requests = await klarna.requests()
        expect(new Set(requests.map(({ idempotency_key }) => idempotency_key)).size).toBe(1)
        expect(requests.filter(({ effect }) => effect)).toHaveLength(1)
        expect(requests.at(-1)).toMatchObject({ body: { shipping_address: { city: "Uppsala" } }, status: 204 })
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", next_attempt_at: null })
      })

      it("is carried out once when only Klarna's answer was lost", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "customer-details" }, fault: "cut-after" })
        await update(id, { shipping_address: { city: "Uppsala" } })
        await reconcile(id)
        const requests = await klarna.requests()
        expect(requests.filter(({ effect }) => effect)).toHaveLength(1)
        expect(requests.at(-1)).toMatchObject({ replayed: true })
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })

      it("is not called refused when Klarna has it, although goods were captured before that was known", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "customer-details" }, fault: "cut-after" })
        await update(id, { shipping_address: { city: "Uppsala" } })
        await merchant.capturePayment(id, { amount: 50 })
        await settled()
        await reconcile(id)

        expect(await klarna.order(klarnaId)).toMatchObject({
          status: "PART_CAPTURED",
          shipping_address: { city: "Uppsala" },
        })
        expect(bodiesOf(await klarna.requests(), "PATCH customer-details")).toHaveLength(1)
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
        await captureTakesEverything(id, 100)
      })

      it("never sends the older address after a newer one", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "customer-details" }, fault: "503", times: 9 })
        await update(id, { shipping_address: { city: "Uppsala" } })
        await update(id, { shipping_address: { city: "Sigtuna" } })
        await klarna.clearFaults()
        await reconcile(id)

        const sent = bodiesOf<{ shipping_address: { city: string } }>(
          await klarna.requests(),
          "PATCH customer-details"
        ).map(({ shipping_address }) => shipping_address.city)
        expect(sent[0]).toBe("Uppsala")
        expect(sent.lastIndexOf("Uppsala")).toBeLessThan(sent.indexOf("Sigtuna"))
        expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { city: "Sigtuna" } })
        const { klarna_order, operations } = await side(id)
        expect(klarna_order).toMatchObject({ sync_state: "in_sync" })
        expect(operations.slice(0, 2).map(({ outcome }) => outcome)).toEqual(["accepted", "superseded"])
      })
    })

    describe("The address of an order that is on its way", () => {
      it("is still told after a part was captured, where Klarna takes it", async () => {
        const { id } = await buy()
        await klarna.switches({ address_after_part_capture: "accept" })
        await merchant.capturePayment(id, { amount: 50 })
        await settled()
        await klarna.clearRequests()
        await update(id, { shipping_address: { city: "Uppsala" } })
        expect(await told()).toEqual([{ shipping_address: { city: "Uppsala" } }])
        expect((await side(id)).klarna_order).toMatchObject({ status: "PART_CAPTURED", sync_state: "in_sync" })
        await captureTakesEverything(id, 100)
      })

      it("needs a look after a part was captured, where Klarna does not take it", async () => {
        const { id } = await buy()
        await merchant.capturePayment(id, { amount: 50 })
        await settled()
        await update(id, { shipping_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ attention_code: "address_refused" })
        await captureTakesEverything(id, 100)
      })

      it("is frozen at capture: a note in the timeline, no call", async () => {
        const { id } = await buy()
        await captureTakesEverything(id)
        await klarna.clearRequests()
        await update(id, { shipping_address: { city: "Uppsala" }, billing_address: { city: "Uppsala" } })
        expect(await calls()).toEqual([])
        const { klarna_order } = await side(id)
        expect(klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
        expect(klarna_order.notes).toEqual([
          { code: "frozen_at_capture", kind: "shipping_address" },
          { code: "frozen_at_capture", kind: "billing_address" },
        ])
      })
    })

    describe("Another billing address", () => {
      it("has a call of its own where Klarna takes it", async () => {
        await klarna.switches({ billing_address_update: "accept" })
        const { id, klarnaId } = await buy()
        await update(id, { billing_address: { city: "Uppsala" } })
        expect(await told()).toEqual([{ billing_address: { city: "Uppsala" } }])
        expect(await klarna.order(klarnaId)).toMatchObject({
          billing_address: { city: "Uppsala" },
          shipping_address: { city: "Stockholm" },
        })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })

      it("goes after the delivery address when both change", async () => {
        await klarna.switches({ billing_address_update: "accept" })
        const { id } = await buy()
        const city = "Uppsala"
        await update(id, { shipping_address: { city }, billing_address: { city }, email: "new@example.com" })
        expect(await told()).toEqual([
          { shipping_address: { city, email: "new@example.com" } },
          { billing_address: { city } },
        ])
      })

      it("does not take the delivery address down with it when Klarna refuses it", async () => {
        const { id, klarnaId } = await buy()
        await update(id, { shipping_address: { city: "Uppsala" }, billing_address: { city: "Uppsala" } })
        expect(await klarna.order(klarnaId)).toMatchObject({
          shipping_address: { city: "Uppsala" },
          billing_address: { city: "Stockholm" },
        })
        expect((await side(id)).klarna_order).toMatchObject({
          attention_code: "billing_address_refused",
          attention: [
            {
              message: expect.stringContaining("the delivery is not affected"),
              klarna: { code: "NOT_ALLOWED", correlation_id: expect.any(String) },
            },
          ],
        })

        await klarna.clearRequests()
        await update(id, { metadata: { gift: "yes" } })
        expect(await calls()).toEqual([])
        await captureTakesEverything(id)
      })

      it("names the field that Klarna does not let go of", async () => {
        const { id } = await buy()
        await update(id, { billing_address: { postal_code: "" } })
        expect(await told()).toEqual([])
        expect((await side(id)).klarna_order).toMatchObject({
          attention_code: "address_field_required",
          attention: [{ details: { address: "billing_address", fields: ["postal_code"] } }],
        })
      })
    })
  },
  { options }
)
