import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { confirmOrderEditRequestWorkflow } from "@medusajs/medusa/core-flows"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import type { OpenEdit } from "../store/merchant"
import type { Purchase } from "../store/place-order"
import { waitFor } from "../store/wait-for"

const oneCall = ["PATCH authorization"]

klarnaStore((shop) => {
  const { klarna, settled, editOrder, beginEdit, readOrder, capturePayment, container } = shop
  const desk = klarnaDesk(shop)

  const shirtAndMug: Purchase = { items: [{ product: "Shirt" }, { product: "Mug" }] }

  /** Line totals in minor units, as Klarna was told: goods by article number, the rest by name. */
  const linesAtKlarna = async (klarnaId: string) =>
    Object.fromEntries(
      (await klarna.order(klarnaId)).order_lines.map(({ type, reference, name, total_amount }) => [
        type === "physical" || type === "digital" ? reference : name,
        total_amount,
      ])
    )

  const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

  /** A sync that wants to send comes as far as the ledger, and not farther. */
  async function whileTheLedgerIsLocked(story: () => Promise<void>): Promise<void> {
    const transaction = await knex().transaction()
    await transaction.raw(`LOCK TABLE "klarna_operation" IN ACCESS EXCLUSIVE MODE`)
    await story().finally(() => transaction.commit())
  }

  async function isLedgerWaitedFor(): Promise<boolean> {
    const waiting = "SELECT FROM pg_locks WHERE relation = 'klarna_operation'::regclass AND NOT granted"
    return (await knex().raw(waiting)).rows.length > 0
  }

  interface Story {
    it: string
    purchase?: Purchase
    edit: (edit: OpenEdit) => Promise<void>
    /** Major units. */
    amount: number
    lines: Record<string, number>
  }

  describe("A confirmed edit is told to Klarna in one call, and the payment follows", () => {
    const stories: Story[] = [
      {
        it: "when an item is added",
        edit: (edit) => edit.addItem("Mug", { quantity: 2 }),
        amount: 230,
        lines: { SHIRT: 10000, MUG: 8000, Standard: 5000 },
      },
      {
        it: "when an item is removed",
        purchase: shirtAndMug,
        edit: (edit) => edit.removeItem("Mug"),
        amount: 150,
        lines: { SHIRT: 10000, Standard: 5000 },
      },
      {
        it: "when a quantity is raised",
        edit: (edit) => edit.changeItem("Shirt", { quantity: 3 }),
        amount: 350,
        lines: { SHIRT: 30000, Standard: 5000 },
      },
      {
        it: "when a quantity is lowered",
        purchase: { items: [{ product: "Shirt", quantity: 3 }] },
        edit: (edit) => edit.changeItem("Shirt", { quantity: 1 }),
        amount: 150,
        lines: { SHIRT: 10000, Standard: 5000 },
      },
      {
        it: "when a unit price changes",
        edit: (edit) => edit.changeItem("Shirt", { unitPrice: 79.9 }),
        amount: 129.9,
        lines: { SHIRT: 7990, Standard: 5000 },
      },
      {
        it: "when a shipping method is added",
        edit: (edit) => edit.addShipping("Express", 120),
        amount: 270,
        lines: { SHIRT: 10000, Standard: 5000, Express: 12000 },
      },
      {
        it: "when promotions are carried over to what was added",
        purchase: { promoCodes: ["TENOFF"] },
        edit: async (edit) => {
          await edit.addItem("Mug")
          await edit.carryOverPromotions()
        },
        amount: 176,
        lines: { SHIRT: 9000, MUG: 3600, Standard: 5000 },
      },
      {
        it: "when the order has a discount that stays as it is",
        purchase: { promoCodes: ["TENOFF"] },
        edit: (edit) => edit.addItem("Mug"),
        amount: 180,
        lines: { SHIRT: 9000, MUG: 4000, Standard: 5000 },
      },
      {
        it: "when the lines change and the amount does not",
        purchase: { items: [{ product: "Shirt", quantity: 2 }] },
        edit: async (edit) => {
          await edit.changeItem("Shirt", { quantity: 1 })
          await edit.addItem("Mug", { unitPrice: 100 })
        },
        amount: 250,
        lines: { SHIRT: 10000, MUG: 10000, Standard: 5000 },
      },
      {
        it: "when a price does not divide",
        purchase: { items: [{ product: "Poster", quantity: 3 }] },
        edit: (edit) => edit.changeItem("Poster", { quantity: 7 }),
        amount: 283.31,
        lines: { POSTER: 23331, Standard: 5000 },
      },
    ]

    it.each(stories)("$it", async ({ purchase, edit, amount, lines }) => {
      const order = await desk.buy(purchase)
      await editOrder(order.id, edit)
      expect(await desk.calls()).toEqual(oneCall)
      expect(await linesAtKlarna(order.klarnaId)).toMatchObject(lines)
      await desk.expectInStep(order, amount)
      expect(await readOrder(order.id)).toMatchObject({ payment_status: "authorized" })
      await desk.expectCaptureTakesAll(order)
      expect(await desk.calls()).toEqual([...oneCall, "POST captures"])
    })

    it("when sales tax is a line of its own", async () => {
      const order = await desk.buy({ country: "us", items: [{ product: "Shirt", quantity: 3 }] })
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      expect(await desk.calls()).toEqual(oneCall)
      const amount = (60 + 8 + 7.5) * 1.0825
      const lines = await linesAtKlarna(order.klarnaId)
      expect(lines).toMatchObject({ SHIRT: 6000, MUG: 800, UPS: 750 })
      expect(lines["Sales Tax"]).toBe(623)
      await desk.expectInStep(order, Math.round(amount * 100) / 100)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("An edit that changes nothing at Klarna", () => {
    it("is not told, although Medusa voids the payment: the payment is authorised again", async () => {
      const order = await desk.buy()
      await editOrder(order.id)
      expect(await desk.calls()).toEqual([])
      await desk.expectInStep(order, 150)
      expect(await readOrder(order.id)).toMatchObject({ payment_status: "authorized" })
      await desk.expectCaptureTakesAll(order)
    })

    it("is not told while it is only requested, nor when it is given up", async () => {
      const order = await desk.buy()
      const edit = await beginEdit(order.id)
      await edit.addItem("Mug")
      await shop.admin.post(`/admin/order-edits/${order.id}/request`)
      expect(await desk.calls()).toEqual([])
      await edit.cancel()
      expect(await desk.calls()).toEqual([])
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("Edits that follow each other", () => {
    it("are told one after the other", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
      expect((await desk.authorizations()).map(({ order_amount }) => order_amount)).toEqual([19000, 29000])
      await desk.expectInStep(order, 290)
      await desk.expectCaptureTakesAll(order)
    })

    it("end in the last one, however quickly they come", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
      await editOrder(order.id, (edit) => edit.removeItem("Mug"))
      const calls = await desk.calls()
      expect(new Set(calls)).toEqual(new Set(oneCall))
      expect(calls.length).toBeLessThanOrEqual(3)
      expect((await desk.authorizations()).at(-1)).toMatchObject({ order_amount: 25000 })
      await desk.expectInStep(order, 250)
      await desk.expectCaptureTakesAll(order)
    })

    it("may go up and down again", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await editOrder(order.id, (edit) => edit.removeItem("Mug"))
      expect((await desk.authorizations()).map(({ order_amount }) => order_amount)).toEqual([19000, 15000])
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    it("need a second round when one is confirmed while Klarna is being told another", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "/authorization" }, fault: "slow", delay_ms: 1500 })
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await editOrder(order.id, (edit) => edit.addItem("Poster"))
      expect((await desk.authorizations()).map(({ order_amount }) => order_amount)).toEqual([19000, 22333])
      await desk.expectInStep(order, 223.33)
      await desk.expectCaptureTakesAll(order)
    })

    it("are not told by a process that slept until its claim on the order had ended", async () => {
      const order = await desk.buy()
      const edit = await beginEdit(order.id)
      await edit.addItem("Mug")
      await whileTheLedgerIsLocked(async () => {
        await confirmOrderEditRequestWorkflow(container()).run({ input: { order_id: order.id } })
        await waitFor(isLedgerWaitedFor, { what: "the sync at the ledger" })
        await knex()("klarna_order")
          .where({ order_id: order.id })
          .update({ lease_until: new Date(0) })
      })
      expect(await desk.calls()).toEqual([])

      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
    })
  })

  describe("An order of which a part is captured", () => {
    it("can still grow: Klarna gets the whole amount, Medusa keeps what is left to capture", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await capturePayment(order.id, { amount: 100 })
      await settled()
      await klarna.clearRequests()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 290, 100)
      await desk.expectCaptureTakesAll(order)
      expect((await klarna.order(order.klarnaId)).captures.map((one) => one.captured_amount)).toEqual([10000, 19000])
    })

    it("can shrink down to what is captured", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await capturePayment(order.id, { amount: 100 })
      await settled()
      await klarna.clearRequests()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 150, 100)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("What Klarna hears beside the amount", () => {
    it("is the note of the edit, cut where Klarna stops reading [case 87]", async () => {
      const order = await desk.buy()
      const note = `The customer wants a mug, too. ${"Really. ".repeat(40)}`
      await editOrder(order.id, (edit) => edit.addItem("Mug"), { description: note })
      expect(await desk.authorizations()).toMatchObject([{ order_amount: 19000, description: note.slice(0, 255) }])
    })

    it("is never the internal note that the admin asks for, neither when Klarna is asked nor when it is told", async () => {
      const order = await desk.buy()
      const internal_note = "Customer is a pain, give it to him"
      await editOrder(order.id, (edit) => edit.addItem("Mug"), { internal_note })
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { unitPrice: 80 }), { internal_note })
      const told = await desk.authorizations()
      expect(told).toHaveLength(2)
      for (const body of told) expect(body).not.toHaveProperty("description")
      expect(JSON.stringify(await desk.requests())).not.toContain("pain")
    })

    it("is nothing when the edit has no note", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      const [body] = await desk.authorizations()
      expect(body).not.toHaveProperty("description")
    })
  })

  it("follows an edit that only a workflow of the store confirms, without anybody calling the admin API [case 33]", async () => {
    const order = await desk.buy()
    const edit = await beginEdit(order.id)
    await edit.addItem("Mug")
    await confirmOrderEditRequestWorkflow(container()).run({ input: { order_id: order.id } })
    expect(await desk.calls()).toEqual(oneCall)
    await desk.expectInStep(order, 190)
    await desk.expectCaptureTakesAll(order)
  })
})
