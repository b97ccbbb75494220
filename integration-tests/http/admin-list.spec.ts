import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type {
  AdminKlarnaConnectionTestResponse,
  AdminKlarnaOrderListResponse,
  AdminKlarnaSettingsResponse,
  AdminKlarnaSummaryResponse,
} from "../../src/api/admin/klarna/responses"
import { reconcileKlarnaOrdersWorkflow } from "../../src/workflows"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    const { klarna, admin, container, settled, cancelOrder } = shop
    const { buy, side, calls, requests } = klarnaDesk(shop)

    const list = async (query = "") => admin.get<AdminKlarnaOrderListResponse>(`/admin/klarna/orders?${query}`)
    const idsOf = async (query: string) => (await list(query)).klarna_orders.map(({ order_id }) => order_id).sort()
    const summary = async () => (await admin.get<AdminKlarnaSummaryResponse>("/admin/klarna/summary")).summary
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

    describe("The list of Klarna orders", () => {
      it("finds orders by state, status, account, reason and expiry, and by every number they have, without asking Klarna", async () => {
        const calm = await buy()
        const refused = await buy()
        const ending = await buy()
        await klarna.setRisk(refused.klarnaId, { address: "refuse" })
        await knex()("order_address")
          .whereIn("id", knex()("order").select("shipping_address_id").where({ id: refused.id }))
          .update({ city: "Uppsala" })
        await admin.post(`/admin/klarna/orders/${refused.id}/sync`)
        await knex()("klarna_order")
          .where({ order_id: ending.id })
          .update({ expires_at: new Date(Date.now() + 3 * 24 * 3600_000) })
        await klarna.clearRequests()

        const everyone = [calm.id, refused.id, ending.id].sort()
        const others = [calm.id, ending.id].sort()
        expect(await idsOf("")).toEqual(everyone)
        expect(await idsOf("sync_state[]=needs_attention")).toEqual([refused.id])
        expect(await idsOf("sync_state=in_sync")).toEqual(others)
        expect(await idsOf("sync_state[]=in_sync&sync_state[]=needs_attention")).toEqual(everyone)
        expect(await idsOf("status[]=AUTHORIZED&account_id=default")).toEqual(everyone)
        expect(await idsOf("status[]=CAPTURED")).toEqual([])
        expect(await idsOf("attention_code[]=address_refused")).toEqual([refused.id])
        expect(await idsOf("attention=true")).toEqual([refused.id])
        expect(await idsOf("expiring=true")).toEqual([ending.id])

        const { klarna_order } = await side(calm.id)
        const { klarna_orders } = await list(`q=${calm.id}`)
        const { display_id } = klarna_orders[0]
        expect(klarna_orders).toMatchObject([{ ...klarna_order, display_id: expect.any(Number) }])
        const names = [display_id, `%23${display_id}`, calm.klarnaId, klarna_order.klarna_reference]
        for (const name of [...names, klarna_order.klarna_reference?.toLowerCase(), klarna_order.merchant_reference2])
          expect(await idsOf(`q=${name}`)).toEqual([calm.id])
        expect(await idsOf("q=nobody")).toEqual([])
        expect(await calls()).toEqual([])
      })

      it("comes page by page, in the order that was asked for", async () => {
        const [first, second, third] = [await buy(), await buy(), await buy()]
        const pageOf = async (query: string) => (await list(query)).klarna_orders.map(({ order_id }) => order_id)
        expect(await pageOf("order=created_at&limit=2")).toEqual([first.id, second.id])
        expect(await pageOf("order=created_at&limit=2&offset=2")).toEqual([third.id])
        expect(await pageOf("order=-created_at")).toEqual([third.id, second.id, first.id])
        expect(await list("limit=1")).toMatchObject({ count: 3, limit: 1, offset: 0 })
      })

      it.each([
        ["limit", "limit=101"],
        ["offset", "offset=-1"],
        ["order", "order=attention"],
        ["sync_state", "sync_state[]=fine"],
        ["attention", "attention=perhaps"],
        ["colour", "colour=pink"],
      ])("names %s when it cannot be understood", async (name, query) => {
        const message = expect.stringContaining(name)
        await expect(list(query)).rejects.toMatchObject({ status: 400, body: { type: "invalid_data", message } })
      })
    })

    describe("The summary", () => {
      it("counts what is in step, what waits and what nobody has seen yet, and says when the job last ran", async () => {
        expect(await summary()).toMatchObject({ attention: [], attention_unseen: 0 })
        await buy()
        const { id } = await buy()
        await cancelOrder(id)
        await settled()
        const { id: large } = await buy()
        const before = new Date().toISOString()
        await reconcileKlarnaOrdersWorkflow(container()).run()
        await knex()("klarna_order")
          .where({ order_id: large })
          .update({
            sync_state: "needs_attention",
            attention_code: "increase_refused",
            expires_at: new Date(Date.now() + 1000_000),
          })
        const after = await summary()
        expect(after.reconciled_at! >= before).toBe(true)
        expect(after).toEqual({
          by_state: { in_sync: 1, pending: 0, needs_attention: 1, off: 0, closed: 1 },
          attention: [{ code: "increase_refused", count: 1 }],
          attention_unseen: 1,
          expiring_soon: 1,
          reconciled_at: expect.any(String),
        })
      })
    })

    describe("The settings", () => {
      it("show accounts, options, addresses and countries, and no secret", async () => {
        const settings = await admin.get<AdminKlarnaSettingsResponse>("/admin/klarna/settings")
        expect(settings).toMatchObject({
          accounts: [
            {
              id: "default",
              environment: "playground",
              region: "eu",
              is_simulator: true,
              countries: null,
              retired: false,
            },
          ],
          options: { operations: { amount: "auto" }, readEveryDays: 7 },
          urls: expect.arrayContaining([{ name: "notification", url: "https://shop.example/klarna" }]),
          countries: expect.arrayContaining([{ country: "SE", currency: "SEK", account_id: "default" }]),
        })
        // User name and password of this store's account.
        expect(JSON.stringify(settings)).not.toContain('"simulator"')
        expect(JSON.stringify(settings)).not.toContain("password")
        expect(settings.accounts[0].username_hint).toBe("simu…")
      })
    })

    describe("The test of a connection", () => {
      const test = (id = "default") =>
        admin.post<AdminKlarnaConnectionTestResponse>(`/admin/klarna/accounts/${id}/test`)

      it("is passed when Klarna answers, and changes nothing", async () => {
        expect(await test()).toEqual({
          verdict: "ok",
          message: expect.stringContaining("knows this user name"),
          correlation_id: expect.any(String),
          duration_ms: expect.any(Number),
        })
        expect((await requests()).map(({ method }) => method)).toEqual(["GET"])
      })

      it.each([
        ["credentials_rejected", "401-html", "does not know"],
        ["unreachable", "503", "could not be reached"],
        ["unexpected", "429", "limiting"],
      ] as const)("says %s when Klarna answers %s, and what to do", async (verdict, fault, message) => {
        await klarna.faults({ fault, times: 1 })
        expect(await test()).toMatchObject({ verdict, message: expect.stringContaining(message) })
        expect(await requests()).toHaveLength(1)
      })

      it("of an account that is not configured is not found", async () => {
        await expect(test("elsewhere")).rejects.toMatchObject({ status: 404 })
      })
    })
  },
  {
    options: { merchantUrls: { notification: "https://shop.example/klarna" } },
  }
)
