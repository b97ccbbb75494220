import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import klarnaDoctor from "../../src/scripts/klarna-doctor"
import { gatherFacts, judge } from "../../src/workflows/doctor"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

const secret = "a secret of more than thirty-two characters"

/** Stands where the internet meets the shop. */
const door = createServer(
  (req, res) =>
    void answer(req.url ?? "").then(({ status, body }) =>
      res.writeHead(status, { "content-type": "application/json" }).end(body)
    )
)
let shopAt: (() => string) | undefined

async function answer(path: string): Promise<{ status: number; body: string }> {
  if (!shopAt) return { status: 200, body: "{}" }
  const told = await fetch(shopAt() + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  })
  return { status: told.status, body: await told.text() }
}

beforeAll(() => new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve)))
afterAll(() => new Promise((resolve) => door.close(resolve)))

const doorUrl = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}`

klarnaStore(
  (shop) => {
    const { klarna, container, admin, store, baseUrl } = shop

    beforeEach(() => void (shopAt = baseUrl))
    afterEach(() => (process.exitCode = 0))

    /** What is not right, by what was checked. */
    async function found(): Promise<Record<string, string>> {
      const findings = judge(await gatherFacts(container()))
      const wrong = findings.filter(({ verdict }) => verdict !== "ok")
      return Object.fromEntries(wrong.map(({ check, message }) => [check, message]))
    }

    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

    describe("klarna doctor", () => {
      it("finds a store fit to sell, and says what only several instances would need", async () => {
        await runReconcileJob(container())
        expect(await found()).toEqual({ Instances: expect.stringContaining("events, workflows, locks live") })
        expect(await klarna.requests()).toMatchObject([{ method: "GET" }])
      })

      it("writes what it found and ends well", async () => {
        const out = jest.spyOn(process.stdout, "write").mockReturnValue(true)
        await klarnaDoctor({ container: container() })
        const said = out.mock.calls.join("")
        out.mockRestore()
        expect(said).toContain("This store can sell with Klarna.")
        expect(said).toMatch(/Region "\w+"/)
        expect(said).not.toContain(secret)
        expect(process.exitCode ?? 0).toBe(0)
      })

      it("ends badly when Klarna does not know the password, or is away", async () => {
        await klarna.faults({ fault: "401-html" })
        expect(await found()).toMatchObject({ 'Account "default"': expect.stringContaining("does not know this user") })
        await klarna.faults({ fault: "503" })
        expect(await found()).toMatchObject({ 'Account "default"': expect.stringContaining("could not be reached") })
        const out = jest.spyOn(process.stdout, "write").mockReturnValue(true)
        await klarna.faults({ fault: "503" })
        await klarnaDoctor({ container: container() })
        out.mockRestore()
        expect(process.exitCode).toBe(1)
      })

      it("misses a migration that the database has not had", async () => {
        const { name } = await knex()("mikro_orm_migrations").where("name", "like", "Migration20261123%").first()
        await knex()("mikro_orm_migrations").where({ name }).delete()
        expect(await found()).toMatchObject({ Database: expect.stringContaining(`Not migrated: ${name}`) })
      })

      it("asks for a region with Klarna, and for the right currency", async () => {
        const region = `/admin/regions/${store.regions.se}`
        await admin.post(region, { currency_code: "eur" })
        expect(await found()).toMatchObject({ 'Region "Sweden"': expect.stringContaining("in EUR (SE)") })
        for (const id of Object.values(store.regions)) {
          await admin.post(`/admin/regions/${id}`, { payment_providers: ["pp_system_default"] })
        }
        expect(await found()).toMatchObject({ Regions: expect.stringContaining("No region offers Klarna") })
      })

      it("misses the payment provider when Medusa has not registered it", async () => {
        await knex()("payment_provider").where("id", "like", "pp_klarna%").update({ is_enabled: false })
        expect(await found()).toMatchObject({ "Payment provider": expect.stringContaining("It is not registered") })
      })

      it("notices when somebody else answers where Klarna would call", async () => {
        shopAt = undefined
        expect(await found()).toMatchObject({ Callbacks: expect.stringContaining("not this plugin") })
      })
    })
  },
  { options: () => ({ retries: 0, callbacks: { backendUrl: doorUrl(), secret } }) }
)
