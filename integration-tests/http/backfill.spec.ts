import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type {
  AdminKlarnaBackfillFindingsResponse,
  AdminKlarnaBackfillResponse,
} from "../../src/api/admin/klarna/responses"
import klarnaBackfill from "../../src/scripts/klarna-backfill"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { otherProvider, soldByOtherPlugin } from "../store/other-plugin"
import { startKlarnaSimulator, simulatorControls, type RunningSimulator } from "../../src/simulator"
import { lazily } from "../store/lazily"
import { waitFor } from "../store/wait-for"

let elsewhere: RunningSimulator
afterAll(() => elsewhere?.close())

/** Two accounts: Sweden's is asked first for a Swedish order; the old one sells nothing any more. */
const options = async (url: string) => {
  elsewhere = await startKlarnaSimulator({ merchants: [{ username: "old-shop", password: "old-secret" }] })
  return {
    retries: 0,
    accounts: [
      { id: "se", username: "simulator", password: "simulator", region: "eu", baseUrl: url, countries: ["SE"] },
      { id: "old", username: "old-shop", password: "old-secret", region: "eu", baseUrl: elsewhere.url, retired: true },
    ],
  }
}

const ASKED = { path: "data.order_id", provider: "pp_*klarna*" }

klarnaStore(
  (shop) => {
    const { admin, klarna, container, readOrder } = shop
    const desk = klarnaDesk(shop)
    const old = lazily(() => simulatorControls(elsewhere.url))
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

    beforeEach(() => old.reset())

    /** A purchase of the other plugin's; both sides agree unless Klarna's order is another one. */
    async function sold(data?: (klarnaId: string) => object) {
      const bought = await desk.buy()
      await soldByOtherPlugin(knex(), bought.id, data?.(bought.klarnaId) ?? { order_id: bought.klarnaId })
      return bought
    }

    const latest = async () => (await admin.get<AdminKlarnaBackfillResponse>("/admin/klarna/backfill")).backfill!
    const ended = () =>
      waitFor(
        async () => {
          const run = await latest()
          return run.state === "running" ? undefined : run
        },
        { what: "the end of the backfill" }
      )
    async function backfill(asked: object) {
      await admin.post("/admin/klarna/backfill", { ...ASKED, ...asked })
      return ended()
    }
    const findings = async (query = "") =>
      (await admin.get<AdminKlarnaBackfillFindingsResponse>(`/admin/klarna/backfill/findings${query}`)).findings
    const paymentOf = async (orderId: string) => (await readOrder(orderId)).payment_collections![0].payments![0]
    const known = async () => Number((await knex()("klarna_order").count("* as count").first())!.count)

    describe("A dry run", () => {
      it("reports what it would adopt, changes nothing, and asks Klarna nothing but to show the orders", async () => {
        const { id } = await sold()
        const run = await backfill({})
        expect(run).toMatchObject({ state: "finished", total: 1, options: { dry_run: true } })
        expect(run.counts).toMatchObject({ done: 1, in_sync: 1, adopted: 0 })
        expect(await known()).toBe(0)
        expect(await paymentOf(id)).toMatchObject({ provider_id: otherProvider })
        expect(await desk.calls()).toEqual(["GET order"])
      })
    })

    describe("An adopted order", () => {
      it("is in sync, tells Klarna nothing, and can be captured in full", async () => {
        const bought = await sold()
        const run = await backfill({ dry_run: false })
        expect(run.counts).toMatchObject({ done: 1, in_sync: 1, adopted: 1 })
        expect(await desk.calls()).toEqual(["GET order"])
        expect((await desk.side(bought.id)).klarna_order).toMatchObject({ sync_state: "in_sync", account_id: "se" })
        await runReconcileJob(container())
        expect(await desk.calls()).toEqual(["GET order"])
        await desk.expectCaptureTakesAll(bought)
      })

      it("is told of a later edit like any other, and its payment follows", async () => {
        const bought = await sold()
        await backfill({ dry_run: false })
        await klarna.clearRequests()
        await shop.editOrder(bought.id, (edit) => edit.addItem("Mug"))
        const { total } = await readOrder(bought.id)
        await desk.expectInStep(bought, Number(total))
        expect(await desk.calls()).toEqual(expect.arrayContaining(["PATCH authorization"]))
      })

      it("keeps the references that the other plugin gave it, and its lines where only their names differ", async () => {
        const { id, klarnaId } = await desk.buy()
        const { order_lines, order_amount, shipping_address, billing_address } = await klarna.order(klarnaId)
        const theirs = await klarna.seedOrder({
          order_amount,
          order_lines: order_lines.map((line) => ({ ...line, name: `Their ${line.name}`, reference: "x" })),
          merchant_reference1: "their-1",
          ...{ shipping_address, billing_address, purchase_country: "SE", purchase_currency: "SEK" },
        })
        await soldByOtherPlugin(knex(), id, { klarna: { id: theirs.order_id } })
        const run = await backfill({ path: "data.klarna.id", dry_run: false })
        expect(run.counts).toMatchObject({ in_sync: 1, adopted: 1 })
        await desk.sync(id)
        expect(await klarna.order(theirs.order_id)).toMatchObject({
          merchant_reference1: "their-1",
          merchant_reference2: "",
        })
        expect(await desk.calls()).not.toContain("PATCH merchant-references")
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })
    })

    describe("An order that differs from Klarna's", () => {
      async function different() {
        const bought = await sold()
        await klarna.portal(bought.klarnaId, "update-amount", 10_000)
        return bought
      }

      it("is adopted disconnected: nothing is sent before the merchant looked at the difference and reconnects it", async () => {
        const { id } = await different()
        const run = await backfill({ dry_run: false })
        expect(run.counts).toMatchObject({ different: 1, adopted: 1, in_sync: 0 })
        expect(await findings()).toMatchObject([
          { order_id: id, result: "different", adopted: true, reasons: expect.arrayContaining(["authorization"]) },
        ])
        await runReconcileJob(container())
        expect(await desk.calls()).toEqual(["GET order"])
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "off" })

        type Difference = { difference: { fingerprint: string } }
        const { difference } = await admin.get<Difference>(`/admin/klarna/orders/${id}/difference`)
        await admin.post(`/admin/klarna/orders/${id}/reconnect`, { confirm: difference.fingerprint })
        expect(await desk.calls()).toContain("PATCH authorization")
      })

      it("is synchronised by the next round of the clock where the merchant asked for it", async () => {
        const bought = await different()
        await backfill({ dry_run: false, sync: true })
        expect(await desk.calls()).toEqual(["GET order"])
        await runReconcileJob(container())
        const { total } = await readOrder(bought.id)
        await desk.expectInStep(bought, Number(total))
      })
    })

    describe("What cannot be adopted is said, and left as it is", () => {
      it("names orders that Klarna does not know, and payments without Klarna's id", async () => {
        const gone = await sold(() => ({ order_id: "7a1f6a6e-0000-4000-8000-000000000000" }))
        const blank = await sold(() => ({ session: "x" }))
        const run = await backfill({ dry_run: false })
        expect(run.counts).toMatchObject({ done: 2, not_found: 2, adopted: 0 })
        expect(await findings("?result=not_found")).toMatchObject([
          { order_id: gone.id, reasons: null },
          { order_id: blank.id, reasons: ["no_klarna_order_id"] },
        ])
        expect(await paymentOf(gone.id)).toMatchObject({ provider_id: otherProvider })
      })

      it("finds an order with the account that sold it, though another one sells there today", async () => {
        const { id, klarnaId } = await desk.buy()
        const { order_id, status, ...theirs } = await klarna.order(klarnaId)
        expect(status).toBe("AUTHORIZED")
        const moved = await old.seedOrder({
          order_id,
          order_amount: theirs.order_amount,
          order_lines: theirs.order_lines,
          ...{ shipping_address: theirs.shipping_address, billing_address: theirs.billing_address },
          ...{ purchase_country: "SE", purchase_currency: "SEK" },
        })
        await klarna.reset()
        await soldByOtherPlugin(knex(), id, { order_id: moved.order_id })
        const run = await backfill({ dry_run: false })
        expect(run.counts).toMatchObject({ in_sync: 1, adopted: 1 })
        expect((await desk.side(id)).klarna_order).toMatchObject({ account_id: "old", environment: "playground" })
        expect(callsOf(await klarna.requests())).toEqual(["GET order"])
      })

      it("says when no account sells to the order's country", async () => {
        const { id } = await sold(() => ({ order_id: "7a1f6a6e-0000-4000-8000-000000000000" }))
        await knex().raw("UPDATE order_address SET country_code = 'de'")
        const run = await backfill({})
        expect(run.counts).toMatchObject({ account_missing: 1 })
        expect(await findings()).toMatchObject([{ order_id: id, result: "account_missing" }])
      })

      it("leaves an order alone whose Klarna order belongs to another one", async () => {
        const first = await desk.buy()
        await sold(() => ({ order_id: first.klarnaId }))
        const run = await backfill({ dry_run: false })
        expect(run.counts).toMatchObject({ failed: 1, already_known: 1, adopted: 0 })
        expect(await findings()).toMatchObject([{ reasons: ["of_another_order"] }])
      })
    })

    describe("A run that is disturbed", () => {
      it("stands still when Klarna rejects the credentials, and says so once instead of once per order", async () => {
        await sold()
        await klarna.faults({ fault: "401-html" })
        const run = await backfill({})
        expect(run).toMatchObject({ state: "interrupted", reason: "credentials_rejected" })
        expect(run.message).toContain('"se"')
        expect(run.counts.done).toBe(0)
      })

      it("stands still while Klarna is down, and goes on where it was", async () => {
        await sold()
        await sold()
        await klarna.faults({ fault: "503" })
        expect(await backfill({ dry_run: false })).toMatchObject({ state: "interrupted", reason: "klarna_unavailable" })
        await admin.post("/admin/klarna/backfill/resume")
        const run = await ended()
        expect(run).toMatchObject({ state: "finished", reason: null })
        expect(run.counts).toMatchObject({ done: 2, in_sync: 2, adopted: 2, already_known: 0 })
        await expect(admin.post("/admin/klarna/backfill/resume")).rejects.toMatchObject({ status: 400 })
      })

      it("is refused while another one runs, and can be stopped and gone on with", async () => {
        await sold()
        await knex()("klarna_backfill").insert({
          ...{ id: "klbf_other", options: JSON.stringify({ ...ASKED }), total: 1, up_to: "pay_~", lease_token: "x" },
          lease_until: knex().raw("now() + interval '1 minute'"),
        })
        await expect(admin.post("/admin/klarna/backfill", ASKED)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("running already") },
        })
        await admin.post("/admin/klarna/backfill/stop")
        expect(await latest()).toMatchObject({ state: "interrupted", reason: "stopped" })
        await admin.post("/admin/klarna/backfill/resume")
        expect(await ended()).toMatchObject({ id: "klbf_other", state: "finished", counts: { in_sync: 1 } })
      })

      it("is taken for dead when its process gives no sign of life", async () => {
        await knex()("klarna_backfill").insert({
          ...{ id: "klbf_dead", options: JSON.stringify({ ...ASKED }), total: 0, up_to: "", lease_token: "x" },
          lease_until: knex().raw("now() - interval '1 second'"),
        })
        expect(await latest()).toMatchObject({ state: "interrupted", reason: "process_ended" })
      })
    })

    describe("The command", () => {
      const args = ["--provider", ASKED.provider, "--path", ASKED.path]
      const folder = mkdtempSync(join(tmpdir(), "medusa-klarna-backfill-"))
      const report = join(folder, "report.json")
      afterAll(() => rmSync(folder, { recursive: true }))
      afterEach(() => (process.exitCode = 0))

      const told = () => JSON.parse(readFileSync(report, "utf8"))

      it("adopts, and writes the report", async () => {
        const { id, klarnaId } = await sold()
        const gone = await sold(() => ({ session: "x" }))
        await klarnaBackfill({ container: container(), args: [...args, "--adopt", "--report", report] })
        expect(told()).toMatchObject({
          run: { state: "finished", total: 2, options: { dry_run: false } },
          counts: { done: 2, adopted: 1, in_sync: 1, not_found: 1 },
          findings: [
            { order_id: id, klarna_order_id: klarnaId, result: "in_sync", adopted: true },
            { order_id: gone.id, result: "not_found", adopted: false },
          ],
        })
        expect(process.exitCode ?? 0).toBe(0)
      })

      it("says that it was interrupted, and goes on when it is told to", async () => {
        await sold()
        await klarna.faults({ fault: "503" })
        await klarnaBackfill({ container: container(), args: [...args, "--report", report] })
        expect(told()).toMatchObject({ run: { state: "interrupted", reason: "klarna_unavailable" }, findings: [] })
        expect(process.exitCode).toBe(1)
        await klarnaBackfill({ container: container(), args: ["--resume", "--report", report] })
        expect(told()).toMatchObject({ run: { state: "finished" }, counts: { done: 1, in_sync: 1, adopted: 0 } })
      })

      it("begins nothing when it does not understand what it was asked", async () => {
        await klarnaBackfill({ container: container(), args: ["--adopt"] })
        expect(process.exitCode).toBe(1)
        expect(await admin.get("/admin/klarna/backfill")).toEqual({ backfill: null })
      })
    })

    it("Done a second time it finds everything known, and calls nobody", async () => {
      await sold()
      await backfill({ dry_run: false })
      await klarna.clearRequests()
      const run = await backfill({ dry_run: false })
      expect(run.counts).toMatchObject({ done: 1, already_known: 1, adopted: 0 })
      expect(await desk.calls()).toEqual([])
      expect(await known()).toBe(1)
    })

    it("refuses to adopt into a payment provider that the store does not have", async () => {
      const asked = { ...ASKED, dry_run: false, to_provider: "pp_klarna_elsewhere" }
      await expect(admin.post("/admin/klarna/backfill", asked)).rejects.toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("pp_klarna_elsewhere") },
      })
      expect(await known()).toBe(0)
    })
  },
  { options }
)
