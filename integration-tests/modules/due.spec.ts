import { klarnaModule } from "./klarna-module"

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
const ahead = (seconds: number) => ago(-seconds)

klarnaModule(({ klarna, remember, rowOf, set, knex }) => {
  const quiet = { dirty: 0, sync_state: "in_sync", compared_at: ago(600) }

  async function order(id: string, columns: Record<string, unknown> = {}): Promise<void> {
    await remember(id)
    await set(`klarna_${id}`, { ...quiet, ...columns })
  }

  describe("An order that changed without an event", () => {
    it("is woken when nobody looked at it since, and its wish is raised", async () => {
      await order("changed")
      await order("quiet")
      expect(await klarna.wakeChanged([{ order_id: "changed", at: ago(300) }])).toEqual(["changed"])
      expect(await rowOf("klarna_changed")).toMatchObject({ dirty: 1 })
      expect(await rowOf("klarna_quiet")).toMatchObject({ dirty: 0 })
    })

    it("is woken also when it was looked at in the same minute: the change may not have been written yet", async () => {
      await order("changed", { compared_at: ago(280) })
      expect(await klarna.wakeChanged([{ order_id: "changed", at: ago(300) }])).toEqual(["changed"])
    })

    it("is not woken when it was looked at later, not even for a second Klarna order that died before", async () => {
      await order("changed", { compared_at: ago(200) })
      await remember("changed", { klarna_order_id: "klarna_first_try" })
      await set("klarna_first_try", { ...quiet, sync_state: "closed", compared_at: null })
      expect(await klarna.wakeChanged([{ order_id: "changed", at: ago(300) }])).toEqual([])
    })

    it("that we do not know is none of ours, unless it was paid with Klarna", async () => {
      await order("known")
      expect(await klarna.wakeChanged([{ order_id: "stranger", at: ago(1) }])).toEqual([])
      expect(await klarna.unknownOrders(["known", "stranger"])).toEqual(["stranger"])
      expect(await klarna.unknownOrders([])).toEqual([])
    })
  })

  describe("A write without a known end", () => {
    const open = (id: string, columns: Record<string, unknown> = {}) =>
      knex("klarna_operation").insert({
        ...{ id, klarna_order_id: `klarna_${id}`, order_id: id, account_id: "default", kind: "capture" },
        ...{ fingerprint: "f", idempotency_key: id, trigger: "provider", created_at: ago(300), sent_at: ago(300) },
        ...columns,
      })

    it("wakes its order when nothing else will", async () => {
      await order("died")
      await open("died")
      await order("unknown")
      await open("unknown", { outcome: "unknown", finished_at: ago(290) })
      expect((await klarna.wakeUnresolved()).sort()).toEqual(["died", "unknown"])
    })

    it("wakes nobody while it may be on its way, when it has an end, or when the order has an attempt, a claim or a person", async () => {
      await order("on-its-way")
      await open("on-its-way", { sent_at: ago(5) })
      await order("done")
      await open("done", { outcome: "accepted" })
      await order("planned", { next_attempt_at: ahead(60) })
      await open("planned")
      await order("at-work", { lease_token: "t", lease_until: ahead(60) })
      await open("at-work")
      await order("looked-at", { compared_at: ago(100), sync_state: "needs_attention" })
      await open("looked-at", { outcome: "unknown", finished_at: ago(290) })
      await order("off", { sync_state: "off" })
      await open("off")
      expect(await klarna.wakeUnresolved()).toEqual([])
    })
  })

  describe("Of two jobs that found the same order", () => {
    it("one does the work, and the other finds nothing to do", async () => {
      await order("due", { next_attempt_at: ago(1) })
      const claims = await Promise.all([klarna.claim("due", "due"), klarna.claim("due", "due")])
      const taken = claims.filter((claim) => claim !== undefined)
      expect(taken).toHaveLength(1)
      const row = await klarna.store(taken[0].rows[0], taken[0].token, { next_attempt_at: null })
      await klarna.release(row!, taken[0].token, row!.dirty)
      expect(await klarna.claim("due", "due")).toBeUndefined()
      expect(await klarna.claim("due")).toBeDefined()
    })

    it.each([
      ["a wish", { dirty: 1 }],
      ["a look at Klarna", { next_read_at: ago(1) }],
      ["a crash", { lease_token: "t", lease_until: ago(1) }],
    ])("the one comes for %s too", async (_, columns) => {
      await order("due", columns)
      expect(await klarna.claim("due", "due")).toBeDefined()
    })

    it("none comes before the time of the next attempt", async () => {
      await order("later", { dirty: 1, next_attempt_at: ahead(60), next_read_at: ahead(60) })
      expect(await klarna.claim("later", "due")).toBeUndefined()
    })
  })

  it("The job remembers how far it came in each table", async () => {
    expect(await klarna.watermark("payment")).toBeUndefined()
    await klarna.moveWatermark("payment", "pay_1")
    await klarna.moveWatermark("capture", "capt_1")
    await klarna.moveWatermark("payment", "pay_2")
    expect([await klarna.watermark("payment"), await klarna.watermark("capture")]).toEqual(["pay_2", "capt_1"])
  })
})
