import { klarnaModule } from "./klarna-module"

klarnaModule(({ klarna, remember, rowOf, set }) => {
  describe("An order that a merchant disconnects", () => {
    it("is marked with who and when in one statement, and nothing of it is due", async () => {
      await remember("order_1")
      await set("klarna_order_1", { next_attempt_at: new Date(0), next_read_at: new Date(0) })
      const rows = await klarna.disconnect("order_1", "user_1")
      expect(rows).toMatchObject([{ sync_state: "off", off_by: "user_1", off_at: expect.any(Date) }])
      expect(rows).toMatchObject([{ next_attempt_at: null, next_read_at: null }])
      expect(await klarna.disconnect("order_1", "user_2")).toEqual([])
      expect(await rowOf("klarna_order_1")).toMatchObject({ off_by: "user_1" })
    })

    it("stays so, whatever a sync that was running stores at its end; and that sync goes round again", async () => {
      await remember("order_1")
      const claim = await klarna.claim("order_1")
      const [row] = claim!.rows
      await klarna.disconnect("order_1", "user_1")
      const stored = await klarna.store(row, claim!.token, { sync_state: "in_sync", attempts: 3 })
      expect(stored).toMatchObject({ sync_state: "off", attempts: 3, off_by: "user_1" })
      expect(await klarna.release(row, claim!.token, row.dirty)).toBe(false)
    })

    it("is connected again by whoever has the claim, with a wish that no crash can lose", async () => {
      await remember("order_1")
      await klarna.disconnect("order_1", "user_1")
      await klarna.reconnect("order_1", "nobody's token")
      expect(await rowOf("klarna_order_1")).toMatchObject({ sync_state: "off" })
      const claim = await klarna.claim("order_1")
      const { dirty } = await rowOf("klarna_order_1")
      await klarna.reconnect("order_1", claim!.token)
      expect(await rowOf("klarna_order_1")).toMatchObject({
        sync_state: "pending",
        off_by: null,
        off_at: null,
        dirty: dirty + 1,
      })
    })
  })
})
