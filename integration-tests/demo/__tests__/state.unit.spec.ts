import { mkdtemp, rm } from "fs/promises"
import { tmpdir } from "os"
import { join } from "path"
import { simulatorControls, startKlarnaSimulator } from "../../../src/simulator"
import type { SeededStore } from "../../store/seed-store"
import { bringBack, forget, readKept, writeDown } from "../state"

describe("npm run demo -- --keep", () => {
  let folder: string
  let simulator: Awaited<ReturnType<typeof startKlarnaSimulator>>
  const rest = { store: {} as SeededStore, orders: [] }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "medusa-klarna-kept-"))
    simulator = await startKlarnaSimulator()
  })
  afterAll(async () => {
    await simulator.close()
    await rm(folder, { recursive: true })
  })

  it("finds Klarna's orders as they were, in every state", async () => {
    const klarna = simulatorControls(simulator.url)
    await klarna.seedOrder({ merchant_reference1: "7", acknowledged: true, risk: { increase: "refuse" } })
    await klarna.seedOrder({ fraud_status: "PENDING", purchase_currency: "EUR" })
    const { order_id } = await klarna.seedOrder({ order_amount: 9_000 })
    await klarna.portal(order_id, "capture", 4_000)
    await klarna.portal(order_id, "refund", 1_000)
    const { order_id: canceled } = await klarna.seedOrder()
    await klarna.portal(canceled, "cancel")
    const before = await klarna.orders()

    await writeDown(folder, klarna, rest)
    await klarna.reset()
    await bringBack(klarna, (await readKept(folder))!)

    // The controls cannot seed that a refund was of no capture in particular.
    expect(await klarna.orders()).toEqual(before.map((order) => ({ ...order, refund_unassigned: false })))
  })

  it("has nothing to go on with after a fresh start", async () => {
    await writeDown(folder, simulatorControls(simulator.url), rest)
    await forget(folder)
    expect(await readKept(folder)).toBeUndefined()
  })
})
