import { klarnaModule } from "./klarna-module"

klarnaModule(({ klarna, remember, rowOf, set, knex }) => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

  describe("Two processes that want the same order", () => {
    it("get it one at a time: one of two claims at once wins [case 72]", async () => {
      await remember("order_1")
      const claims = await Promise.all([klarna.claim("order_1"), klarna.claim("order_1"), klarna.claim("order_1")])
      const won = claims.filter((claim) => claim !== undefined)
      expect(won).toHaveLength(1)
      expect(won[0]).toMatchObject({ tookOver: false, rows: [{ order_id: "order_1", lease_token: won[0]!.token }] })
      expect(won[0]!.rows[0]).not.toHaveProperty("previous_token")
      expect(await klarna.claim("order_1")).toBeUndefined()
    })

    it("do not stand in each other's way with two orders", async () => {
      await remember("order_1")
      await remember("order_2")
      expect(await klarna.claim("order_1")).toBeDefined()
      expect(await klarna.claim("order_2")).toBeDefined()
    })

    it("find nothing to claim on an order that Klarna does not know", async () => {
      expect(await klarna.claim("order_nowhere")).toBeUndefined()
    })

    it("hold the order longer than twice a Klarna call", async () => {
      await remember("order_1")
      await klarna.claim("order_1")
      const { lease_until } = await rowOf("klarna_order_1")
      const seconds = (lease_until!.getTime() - Date.now()) / 1000
      expect(seconds).toBeGreaterThan(60)
      expect(seconds).toBeLessThan(600)
    })
  })

  describe("A process that died in the middle", () => {
    it("loses the order when its lease is over, and the next one knows that something may have been sent", async () => {
      await remember("order_1")
      const first = await klarna.claim("order_1")
      await set("klarna_order_1", { lease_until: ago(1) })
      const second = await klarna.claim("order_1")
      expect(second).toMatchObject({ tookOver: true })
      expect(second!.token).not.toBe(first!.token)
    })

    it("can do nothing any more when it wakes up late", async () => {
      const row = await remember("order_1")
      const late = await klarna.claim("order_1")
      await set("klarna_order_1", { lease_until: ago(1) })
      expect(await klarna.renewClaim("order_1", late!.token)).toEqual([])

      const heir = await klarna.claim("order_1")
      expect(await klarna.store(row, late!.token, { status: "CANCELLED" })).toBeUndefined()
      expect(await klarna.release(row, late!.token, row.dirty)).toBe(false)
      await klarna.letGo("order_1", late!.token)
      expect(await rowOf("klarna_order_1")).toMatchObject({ status: null, lease_token: heir!.token })
    })

    it("keeps the order while it renews", async () => {
      await remember("order_1")
      const claim = await klarna.claim("order_1")
      await set("klarna_order_1", { lease_until: new Date(Date.now() + 1000) })
      expect(await klarna.renewClaim("order_1", claim!.token)).toHaveLength(1)
      const { lease_until } = await rowOf("klarna_order_1")
      expect(lease_until!.getTime()).toBeGreaterThan(Date.now() + 60_000)
    })
  })

  describe("Giving the order back", () => {
    it("works when nobody wished anything meanwhile", async () => {
      const row = await remember("order_1")
      const claim = await klarna.claim("order_1")
      expect(await klarna.release(row, claim!.token, row.dirty)).toBe(true)
      expect(await rowOf("klarna_order_1")).toMatchObject({ dirty: 0, lease_token: null, lease_until: null })
      expect(await klarna.claim("order_1")).toMatchObject({ tookOver: false })
    })

    it("does not work when somebody did: the wish is seen, and the next round takes it", async () => {
      await remember("order_1")
      const claim = await klarna.claim("order_1")
      const [seen] = await klarna.renewClaim("order_1", claim!.token)
      expect(await klarna.raiseWish("order_1")).toBe(1)

      expect(await klarna.release(seen, claim!.token, seen.dirty)).toBe(false)
      const [again] = await klarna.renewClaim("order_1", claim!.token)
      expect(again.dirty).toBe(seen.dirty + 1)
      expect(await klarna.release(again, claim!.token, again.dirty)).toBe(true)
    })

    it("counts every one of many wishes at once", async () => {
      await remember("order_1")
      await Promise.all(Array.from({ length: 10 }, () => klarna.raiseWish("order_1")))
      expect(await rowOf("klarna_order_1")).toMatchObject({ dirty: 11 })
    })

    it("keeps the wish when it is only let go, for whoever comes next", async () => {
      const { dirty } = await remember("order_1")
      const claim = await klarna.claim("order_1")
      await klarna.letGo("order_1", claim!.token)
      expect(await rowOf("klarna_order_1")).toMatchObject({ dirty, lease_token: null, lease_until: null })
    })
  })

  describe("An order that was paid with two Klarna orders", () => {
    const both = async () => {
      const first = await remember("order_1", { klarna_order_id: "klarna_a" })
      await remember("order_1", { klarna_order_id: "klarna_b" })
      return first
    }

    it("is claimed, renewed and given back as a whole", async () => {
      const first = await both()
      const claim = await klarna.claim("order_1")
      expect(claim!.rows.map(({ klarna_order_id }) => klarna_order_id).sort()).toEqual(["klarna_a", "klarna_b"])
      expect(await klarna.renewClaim("order_1", claim!.token)).toHaveLength(2)
      expect(await klarna.release(first, claim!.token, first.dirty)).toBe(true)
      expect(await knex("klarna_order").whereNotNull("lease_token").orWhere("dirty", ">", 0)).toEqual([])
    })

    it("is claimed by one process, never by two with one row each", async () => {
      await both()
      for (let attempt = 0; attempt < 10; attempt++) {
        const claims = await Promise.all([klarna.claim("order_1"), klarna.claim("order_1")])
        const won = claims.filter((claim) => claim !== undefined)
        expect(won).toHaveLength(1)
        expect(won[0]!.rows).toHaveLength(2)
        await klarna.letGo("order_1", won[0]!.token)
      }
    })

    it("is not shared with a second process when the second Klarna order turns up during the work", async () => {
      await remember("order_1", { klarna_order_id: "klarna_a" })
      const claim = await klarna.claim("order_1")
      await remember("order_1", { klarna_order_id: "klarna_b" })
      expect(await klarna.claim("order_1")).toBeUndefined()
      await klarna.letGo("order_1", claim!.token)
      expect((await klarna.claim("order_1"))!.rows).toHaveLength(2)
    })
  })

  it("stores what a sync learned only while it holds the order", async () => {
    const row = await remember("order_1")
    expect(await klarna.store(row, "no claim", { status: "AUTHORIZED" })).toBeUndefined()
    const claim = await klarna.claim("order_1")
    const refused = { cancel: { fingerprint: "f", code: "NOT_ALLOWED", messages: ["no"], at: "now" } }
    expect(await klarna.store(row, claim!.token, { status: "AUTHORIZED", order_amount: 100, refused })).toMatchObject({
      status: "AUTHORIZED",
      order_amount: 100,
      refused,
    })
    expect(await rowOf("klarna_order_1")).toMatchObject({ status: "AUTHORIZED", order_amount: 100, refused })
  })
})
