import { eraseFromPurchases, pruneOperations, pruneUnplaced } from "../../src/ledger"
import { klarnaModule } from "./klarna-module"

klarnaModule(({ klarna, knex, remember, set, rowOf }) => {
  const old = (days: number) => knex.raw("now() - make_interval(days => ?)", [days])
  let count = 0

  /** A row as it was written so many days ago. */
  async function written(kind: string, outcome: string | null, row: Record<string, unknown> = {}, days = 100) {
    const id = `${kind} ${outcome} ${++count}`
    await knex("klarna_operation").insert({
      ...{ id, kind, outcome, klarna_order_id: "k1", order_id: "o1", account_id: "default", fingerprint: "f" },
      ...{ idempotency_key: id, trigger: "job", created_at: old(days), finished_at: outcome && old(days) },
      ...row,
    })
    return id
  }

  const left = async () => (await knex("klarna_operation").orderBy("created_at").select("id")).map(({ id }) => id)

  describe("The ledger of a settled order", () => {
    it("loses what nothing is judged by any more", async () => {
      for (const kind of ["acknowledge", "references", "extend", "release", "disconnect", "reconnect", "revert_edit"])
        await written(kind, "accepted")
      for (const outcome of ["refused", "failed", "superseded"]) await written("capture", outcome)
      await written("shipping_address", "accepted")
      expect(await pruneOperations(knex, ["k1"], 90)).toBe(11)
      expect(await left()).toEqual([])
    })

    it("keeps what explains captures, refunds, cancels and the purchase, however old", async () => {
      for (const kind of ["create_order", "capture", "refund", "cancel", "shipping_info", "cancel_rejected"])
        await written(kind, "accepted")
      expect(await pruneOperations(knex, ["k1"], 90)).toBe(0)
    })

    it("keeps what has no known end", async () => {
      await written("authorization", null)
      await written("references", "unknown", { klarna_order_id: "k2" })
      expect(await pruneOperations(knex, ["k1", "k2"], 90)).toBe(0)
    })

    it("keeps the write that last set the amount, and loses those before it", async () => {
      const first = await written("authorization", "accepted", {}, 300)
      const last = await written("authorization", "accepted", {}, 200)
      await pruneOperations(knex, ["k1"], 90)
      expect(await left()).toEqual([last])
      expect(first).not.toBe(last)
    })

    it("keeps how Klarna took addresses where it refused a billing address: the account is judged by it", async () => {
      await written("shipping_address", "accepted")
      await written("billing_address", "refused")
      expect(await pruneOperations(knex, ["k1"], 90)).toBe(0)
    })

    it("keeps what is younger, and other orders' rows", async () => {
      await written("acknowledge", "accepted", {}, 89)
      await written("acknowledge", "accepted", { klarna_order_id: "k2" })
      expect(await pruneOperations(knex, ["k1"], 90)).toBe(0)
      expect(await pruneOperations(knex, [], 90)).toBe(0)
    })
  })

  describe("A purchase that never became an order", () => {
    const placed = { klarna_order_id: "k9", followed_up_at: new Date(0) }
    const all = { after: "", limit: 100, days: 90 }

    it("is deleted when it is old: one that Klarna refused, and one that was given up", async () => {
      await written("create_order", "refused", { klarna_order_id: null })
      await written("create_order", "accepted", placed)
      expect(await pruneUnplaced(knex, all)).toEqual({ last: undefined, pruned: 2 })
      expect(await left()).toEqual([])
    })

    it("is kept while it is young, its end unknown, or not found out what became of it", async () => {
      await written("create_order", "refused", { klarna_order_id: null }, 89)
      await written("create_order", null, { klarna_order_id: null })
      await written("create_order", "accepted", { ...placed, followed_up_at: null })
      expect(await pruneUnplaced(knex, all)).toMatchObject({ pruned: 0 })
    })

    it("is not taken for one of an order, nor for another write", async () => {
      await remember("o1", { klarna_order_id: "k1" })
      await written("create_order", "accepted", { followed_up_at: new Date(0) })
      await written("capture", "refused", { klarna_order_id: "k9" })
      expect(await pruneUnplaced(knex, all)).toMatchObject({ pruned: 0 })
    })

    it("is looked for a page at a time", async () => {
      for (const _ of [1, 2, 3]) await written("create_order", "refused", { klarna_order_id: null })
      const first = await pruneUnplaced(knex, { ...all, limit: 2 })
      expect(first).toEqual({ last: expect.any(String), pruned: 2 })
      expect(await pruneUnplaced(knex, { ...all, after: first.last as string, limit: 2 })).toMatchObject({ pruned: 1 })
    })

    it("says nothing of a person any more when its customer wants to be forgotten", async () => {
      const asked = JSON.stringify({ acknowledged: { shipping: { city: "hash-of-city" } }, order_amount: 100 })
      const of = { asked, error_messages: JSON.stringify(["Sveavägen 1"]), reference: "paycol_1" }
      await written("create_order", "refused", { ...of, klarna_order_id: null })
      await written("create_order", "accepted", { ...of, ...placed })
      await written("cancel", "refused", { klarna_order_id: "k9", error_messages: of.error_messages })
      const other = await written("create_order", "refused", { ...of, klarna_order_id: null, reference: "paycol_2" })
      await eraseFromPurchases(knex, ["paycol_1"])
      const rows = JSON.stringify(await knex("klarna_operation").whereNot({ id: other }))
      for (const each of ["hash-of-city", "Sveavägen", "paycol_1"]) expect(rows).not.toContain(each)
      expect(rows).toContain(`"order_amount":100`)
      expect(await knex("klarna_operation").where({ id: other })).toMatchObject([{ error_messages: ["Sveavägen 1"] }])
    })
  })

  describe("Which orders are settled", () => {
    it.each([
      [{ status: "CAPTURED", sync_state: "in_sync" }, true],
      [{ status: "CANCELLED", sync_state: "closed" }, true],
      [{ status: "AUTHORIZED", sync_state: "in_sync" }, false],
      [{ status: "PART_CAPTURED", sync_state: "in_sync" }, false],
      [{ status: "CAPTURED", sync_state: "needs_attention" }, false],
      [{ status: "CAPTURED", sync_state: "pending" }, false],
      [{ status: "CAPTURED", sync_state: "in_sync", dirty: 1 }, false],
      [{ status: "CAPTURED", sync_state: "in_sync", next_attempt_at: new Date() }, false],
    ])("%j: %s", async (columns, is_settled) => {
      await remember("o1", { klarna_order_id: "k1" })
      await set("k1", { dirty: 0, ...columns })
      expect(await klarna.orderPage("", 10)).toMatchObject([{ klarna_order_id: "k1", is_settled }])
    })
  })

  describe("A customer's wish to be forgotten", () => {
    const fingerprints = {
      shipping: { city: "hash-of-city" },
      billing: { city: "hash-of-city" },
      parcels: ["hash-of-parcel"],
    }

    async function sold(klarna_order_id: string, status: string) {
      await remember(`order_${klarna_order_id}`, { klarna_order_id })
      await set(klarna_order_id, {
        ...{ status, dirty: 0, acknowledged: JSON.stringify({ order: true, lines: "hash-of-lines", ...fingerprints }) },
        ...{ refused: JSON.stringify({ shipping_address: { fingerprint: "hash-of-address" } }) },
        attention: JSON.stringify([{ code: "address_refused", klarna: { messages: ["Sveavägen 1"] } }]),
      })
      const asked = JSON.stringify({ acknowledged: fingerprints, told: ["hash-of-parcel"], order_amount: 100 })
      const of = { klarna_order_id, error_messages: JSON.stringify(["Sveavägen 1"]), fingerprint: "hash-of-address" }
      await written("create_order", "accepted", { ...of, asked })
      await written("shipping_address", "refused", of)
      await written("capture", "refused", { ...of, fingerprint: "f" })
    }

    const everything = async (klarna_order_id: string) =>
      JSON.stringify([await rowOf(klarna_order_id), await knex("klarna_operation").where({ klarna_order_id })])

    it("takes out what can be linked to a person, and keeps the sums", async () => {
      await sold("k1", "CAPTURED")
      expect(await everything("k1")).toContain("hash-of-city")
      expect(await klarna.eraseOrders(["order_k1", "order_of_another_provider"])).toEqual({
        erased: ["order_k1"],
        kept: [],
      })
      const left = await everything("k1")
      for (const each of ["hash-of-city", "hash-of-parcel", "hash-of-address", "Sveavägen"])
        expect(left).not.toContain(each)
      expect(left).toContain("hash-of-lines")
      expect(left).toContain(`"order_amount":100`)
      expect((await rowOf("k1")).acknowledged).toMatchObject({ order: true, erased: true })
    })

    it.each(["AUTHORIZED", "PART_CAPTURED"])("waits where Klarna still holds money: %s", async (status) => {
      await sold("k1", status)
      await sold("k2", "EXPIRED")
      expect(await klarna.eraseOrders(["order_k1", "order_k2"])).toEqual({ erased: ["order_k2"], kept: ["order_k1"] })
      expect(await everything("k1")).toContain("hash-of-city")
    })
  })
})
