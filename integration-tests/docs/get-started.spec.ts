import type { HttpTypes } from "@medusajs/framework/types"
import { appendFile, mkdtemp, writeFile } from "node:fs/promises"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import type { AdminKlarnaOrderResponse } from "../../src/api/admin/klarna/responses"
import { simulatorControls } from "../../src/simulator/controls-client"
import { packTarball } from "../package/tarball"
import { startPostgres } from "../postgres/start-postgres"
import { dropDatabase, openDatabase } from "../processes/database"
import { adminHeaders } from "../store/admin-login"
import { httpOf, type Http } from "../store/http"
import { seedStore } from "../store/seed-store"
import { waitFor } from "../store/wait-for"
import { commandsIn } from "./commands"
import { newStore, type NewStore } from "./new-store"
import { blocksOf, read } from "./pages"

/** Packs the plugin, installs a store, starts it: minutes. */
jest.setTimeout(30 * 60_000)

const PAGE = "docs/get-started.md"
const DATABASE = "medusa_klarna_get_started"
const login = { email: "klarna@example.com", password: "supersecret" }

describe("The pages, done word for word in a new store", () => {
  let store: NewStore
  let tarball: string
  let databaseUrl: string
  const running: { stop: () => Promise<void> }[] = []
  const ports = { medusa: 0, simulator: 0 }
  let admin: Http
  /** The page's ports may be taken on this machine. */
  const here = (text: string) =>
    text.replaceAll("9000", String(ports.medusa)).replaceAll("8089", String(ports.simulator))
  const sh = (command: string) => store.terminal.run(here(command))
  const goOn = async (command: string, ready: RegExp) => {
    running.push(await store.terminal.goOn(here(command), ready, { PORT: String(ports.medusa) }))
  }

  beforeAll(async () => {
    const postgres = await startPostgres()
    ports.medusa = await freePort()
    ports.simulator = await freePort()
    tarball = process.env.PLUGIN_TARBALL ?? (await packed())
    const { version } = JSON.parse(read("node_modules/@medusajs/medusa/package.json"))
    databaseUrl = await openDatabase(postgres, DATABASE, false)
    const env = {
      DATABASE_URL: databaseUrl,
      STORE_CORS: "http://localhost:8000",
      ADMIN_CORS: here("http://localhost:9000"),
      AUTH_CORS: here("http://localhost:9000"),
    }
    store = await newStore({ medusa: version, env })
  })

  afterAll(async () => {
    for (const each of running.reverse()) await each.stop()
    await store?.remove()
    await dropDatabase(await startPostgres(), DATABASE)
  })

  /** What the page's reader does with each of its blocks, in the page's order: none may be left out. */
  const steps: [fits: RegExp, how: (code: string) => unknown][] = [
    // It fetches from GitHub: here `newStore` made the same.
    [/^npx create-medusa-app/, () => undefined],
    [/^npm install medusa-klarna$/, (code) => sh(code.replace("medusa-klarna", `"${tarball}"`))],
    [/^npx klarna-simulator/, (code) => goOn(code, /listening on http\S+/)],
    [/^KLARNA_USERNAME=/, (code) => appendFile(join(store.folder, ".env"), `\n${here(code)}\n`)],
    [/^\/\/ medusa-config\.ts\n/, (code) => save("medusa-config.ts", code)],
    [/^npx medusa db:migrate$/, sh],
    [/^npx medusa user/, sh],
    [/^\/\/ first-order\.mjs\n/, (code) => save("first-order.mjs", code)],
    [/^npm run dev$/, (code) => goOn(code, /Server is ready on port/).then(openShop)],
    [/^node first-order\.mjs \S+ \S+$/, async (code) => void (orders.accepted = await sell(code))],
    [/^node first-order\.mjs \S+ \S+ \S+risk\S+$/, async (code) => void (orders.refused = await sell(code))],
    [
      /^npx medusa exec \S+klarna-doctor\.js$/,
      async (code) => expect(await sh(code)).toContain("can sell with Klarna"),
    ],
  ]
  const orders = { accepted: "", refused: "" }
  const save = (name: string, code: string) => writeFile(join(store.folder, name), here(code))
  const sell = async (command: string) => /orders\/(order_\w+)/.exec(await sh(command))![1]

  /** Something to sell, as a store has it before: and no Klarna in its regions. */
  async function openShop(): Promise<void> {
    const url = here("http://localhost:9000")
    const headers = await adminHeaders(url, login)
    admin = httpOf(
      () => url,
      () => headers
    )
    const { regions } = await seedStore(admin)
    for (const id of Object.values(regions)) {
      await admin.post(`/admin/regions/${id}`, { payment_providers: ["pp_system_default"] })
    }
  }

  it("takes every step of the page", async () => {
    const codes = blocksOf(PAGE).map(({ code }) => code.trim())
    expect(codes.map((code) => steps.findIndex(([fits]) => fits.test(code)))).toEqual([...steps.keys()])
    for (const [index, code] of codes.entries()) {
      process.stderr.write(`
${code.split("\n")[0]}
`)
      await steps[index][1](code)
    }
    await inStep(orders.accepted)
  })

  it("brings an edit to Klarna, in one call", async () => {
    const klarna = simulatorControls(here("http://127.0.0.1:8089"))
    const before = await inStep(orders.accepted)
    await klarna.clearRequests()
    await doubleTheQuantity(orders.accepted)
    const after = await inStep(orders.accepted)
    expect(after.order_amount).toBeGreaterThan(before.order_amount!)
    const { order_amount } = await klarna.order(after.klarna_order_id)
    expect(order_amount).toBe(after.order_amount)
    const calls = (await klarna.requests()).map(({ method, path }) => `${method} ${path.split("/").pop()}`)
    expect(calls).toEqual(["PATCH authorization"])
  })

  it("hears Klarna's no in the same click, and nothing has changed", async () => {
    const before = await inStep(orders.refused)
    await expect(doubleTheQuantity(orders.refused)).rejects.toThrow(/^POST \S+confirm answered 400: Klarna/)
    expect((await inStep(orders.refused)).order_amount).toBe(before.order_amount)
  })

  it("finds and reads orders with the commands of the admin API's page", async () => {
    const { token } = await httpOf(
      () => here("http://localhost:9000"),
      () => ({})
    ).post<{ token: string }>("/auth/user/emailpass", login)
    const words = `TOKEN=${token}; MEDUSA=${here("http://localhost:9000")}; ORDER=${orders.accepted}; `
    const [find, refresh] = commandsIn("docs/admin-api.md").map(({ line }) => line.replace("curl ", "curl -sS --fail "))
    expect(JSON.parse(await sh(words + find))).toMatchObject({ klarna_orders: [], count: 0 })
    expect(JSON.parse(await sh(words + refresh))).toMatchObject({ sync: { result: "in_sync" } })
  })

  it("counts Klarna's answers with the query of the operations' page", async () => {
    const [{ code }] = blocksOf("docs/operations.md").filter(({ language }) => language === "sql")
    expect(await ask(code)).toContainEqual(expect.objectContaining({ kind: "authorization", outcome: "accepted" }))
  })

  it("upgrades, and uninstalls without a trace, as the operations' page says", async () => {
    for (const each of running.splice(0).reverse()) await each.stop()
    const [upgrade, migrate, rollback, uninstall, ...more] = commandsIn("docs/operations.md").map(({ line }) => line)
    expect([upgrade, uninstall, more]).toEqual(["npm install medusa-klarna@latest", "npm uninstall medusa-klarna", []])
    await sh(upgrade.replace("medusa-klarna@latest", `"${tarball}"`))
    expect(await sh(migrate)).not.toContain("Failed")
    while (!(await sh(rollback)).includes("Nothing to revert"));
    expect(await ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'klarna%'")).toEqual([])
    await sh(uninstall)
    expect(await sh("npm ls medusa-klarna || true")).not.toContain("medusa-klarna@")
  })

  async function ask(question: string): Promise<unknown[]> {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query(question).finally(() => client.end())
    return rows
  }

  /** What the admin's edit screen sends. */
  async function doubleTheQuantity(id: string): Promise<void> {
    const { order } = await admin.get<HttpTypes.AdminOrderResponse>(`/admin/orders/${id}?fields=*items`)
    await admin.post("/admin/order-edits", { order_id: id })
    await admin.post(`/admin/order-edits/${id}/items/item/${order.items[0].id}`, { quantity: 2 })
    await admin.post(`/admin/order-edits/${id}/confirm`)
  }

  const inStep = (id: string) =>
    waitFor(
      async () => {
        const { klarna_order } = await admin.get<AdminKlarnaOrderResponse>(`/admin/klarna/orders/${id}`)
        return klarna_order.sync_state === "in_sync" ? klarna_order : undefined
      },
      { what: "the order to be in sync", timeout: 60_000, every: 500 }
    )
})

async function packed(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-klarna-pack-"))
  return (await packTarball(folder, join(folder, "pack.log"))).file
}

/** A port that nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
