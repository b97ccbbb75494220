import { usernameHash } from "../../src/klarna"
import { account, klarnaModule } from "./klarna-module"

klarnaModule(({ klarna, remember, rowOf, set, knex }) => {
  describe("Meeting a Klarna order", () => {
    it("remembers it with its account, and that it wants to be looked at", async () => {
      expect(await remember("order_1")).toMatchObject({
        klarna_order_id: "klarna_order_1",
        order_id: "order_1",
        account_id: "default",
        environment: "playground",
        region: "eu",
        username_hash: usernameHash(account.username),
        sync_state: "pending",
        dirty: 1,
        read_at: null,
      })
    })

    it("again is a wish, not a second row", async () => {
      const first = await remember("order_1")
      expect(await remember("order_1")).toMatchObject({ id: first.id, dirty: 2 })
      expect(await klarna.rowsOfOrder("order_1")).toHaveLength(1)
    })

    it("at the same time makes one row", async () => {
      await Promise.all([remember("order_1"), remember("order_1"), remember("order_1")])
      expect(await rowOf("klarna_order_1")).toMatchObject({ dirty: 3 })
    })

    it("leaves it with its first Medusa order, whoever names it later [case 56]", async () => {
      await remember("order_1", { klarna_order_id: "klarna_a" })
      await remember("order_thief", { klarna_order_id: "klarna_a" })
      expect(await rowOf("klarna_a")).toMatchObject({ order_id: "order_1" })
      expect(await klarna.rowsOfOrder("order_thief")).toEqual([])
    })

    it("keeps no user name of an account that is not configured", async () => {
      expect(await remember("order_1", { account_id: "gone" })).toMatchObject({ username_hash: null })
    })
  })

  describe("Orders that are due", () => {
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
    const ahead = (seconds: number) => ago(-seconds)
    const quiet = { dirty: 0, sync_state: "in_sync", next_attempt_at: null, lease_until: null, updated_at: ago(3600) }

    const dueOrders = async (limit: number) => (await klarna.dueOrders(limit)).map(({ order_id }) => order_id)

    async function order(id: string, columns: Record<string, unknown>) {
      await remember(id)
      await set(`klarna_${id}`, { ...quiet, ...columns })
    }

    it("are those whose retry or whose look at Klarna has come, whose process died, and whose wish nobody took up", async () => {
      await order("retry", { sync_state: "pending", next_attempt_at: ago(1) })
      await order("died", { dirty: 1, lease_token: "t", lease_until: ago(1) })
      await order("wished", { dirty: 1, updated_at: ago(61) })
      await order("look", { next_read_at: ago(1) })
      expect((await dueOrders(10)).sort()).toEqual(["died", "look", "retry", "wished"])
    })

    it("are no others", async () => {
      await order("quiet", {})
      await order("later", { sync_state: "pending", next_attempt_at: ahead(60) })
      await order("at-work", { dirty: 1, lease_token: "t", lease_until: ahead(60) })
      await order("look-later", { next_read_at: ahead(60) })
      await order("look-at-work", { next_read_at: ago(1), lease_token: "t", lease_until: ahead(60) })
      await order("retry-at-work", { next_attempt_at: ago(1), lease_token: "t", lease_until: ahead(60) })
      await order("just-wished", { dirty: 1, updated_at: ago(5) })
      await order("wished-while-waiting", { dirty: 1, next_attempt_at: ahead(60) })
      await order("attention", { sync_state: "needs_attention", attention_code: "address_refused" })
      await order("deleted", { dirty: 1, next_attempt_at: ago(1), deleted_at: ago(1) })
      expect(await dueOrders(10)).toEqual([])
    })

    it("are named once, and not more than asked for", async () => {
      await order("retry", { dirty: 1, next_attempt_at: ago(1), lease_token: "t", lease_until: ago(1) })
      await order("another", { next_attempt_at: ago(1) })
      expect(await dueOrders(10)).toHaveLength(2)
      expect(await dueOrders(1)).toHaveLength(1)
    })

    it("come longest waiting first, so that nobody waits for ever behind a crowd", async () => {
      await order("b-minute", { next_attempt_at: ago(60) })
      await order("c-hour", { next_attempt_at: ago(3600) })
      await order("a-second", { next_attempt_at: ago(1) })
      expect(await dueOrders(2)).toEqual(["c-hour", "b-minute"])
    })

    it("come page by page, each once, also those that are due at the same moment", async () => {
      const moment = ago(60)
      for (const id of ["a", "b", "c", "d", "e"]) await order(id, { next_attempt_at: moment })
      const first = await klarna.dueOrders(2)
      const second = await klarna.dueOrders(2, first[1])
      const third = await klarna.dueOrders(2, second[1])
      expect([...first, ...second, ...third].map(({ order_id }) => order_id)).toEqual(["a", "b", "c", "d", "e"])
      expect(await klarna.dueOrders(2, third[0])).toEqual([])
    })
  })

  describe("Billing addresses that were held back", () => {
    const manual = JSON.stringify([{ code: "manual", kind: "billing_address" }])

    it("are due when the account is armed again, and no other order is", async () => {
      for (const id of ["held", "worried", "quiet", "elsewhere"]) await remember(id)
      await knex("klarna_order").update({ dirty: 0 })
      await set("klarna_held", { sync_state: "pending", notes: manual })
      await set("klarna_worried", { sync_state: "needs_attention", notes: manual })
      await set("klarna_quiet", { sync_state: "in_sync", notes: "[]" })
      await set("klarna_elsewhere", { sync_state: "pending", notes: manual, account_id: "other" })
      expect(await klarna.wakeHeldBackBilling("default")).toBe(2)
      expect((await klarna.dueOrders(10)).map(({ order_id }) => order_id).sort()).toEqual(["held", "worried"])
    })
  })

  it("keeps what a merchant typed until it is taken back", async () => {
    const { id } = await remember("order_1")
    await klarna.wantReferences(id, { merchant_reference1: "INV-1" })
    expect(await rowOf("klarna_order_1")).toMatchObject({ wanted_references: { merchant_reference1: "INV-1" } })
    await klarna.wantReferences(id, null)
    expect(await rowOf("klarna_order_1")).toMatchObject({ wanted_references: null })
  })
})
