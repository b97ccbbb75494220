import { startKlarnaSimulator, simulatorControls, type RunningSimulator, type SimulatorControls } from "../../simulator"
import { KlarnaClients } from "../clients"
import { KlarnaBusyError, outcomeOf } from "../errors"
import { parseKlarnaOptions } from "../options"
import { failureOf } from "./local-klarna"

jest.setTimeout(120_000)

const secrets = (username: string) => ({ username, password: "secret" })
let running: RunningSimulator
let klarna: SimulatorControls
const connected: KlarnaClients[] = []

// A simulator for each test: what a process knows of a limit belongs to an address.
beforeEach(async () => {
  running = await startKlarnaSimulator({ merchants: ["K1_one", "K1_two", "K2_one"].map(secrets) })
  klarna = simulatorControls(running.url)
})
afterEach(async () => {
  for (const clients of connected.splice(0)) clients.close()
  await running.close()
})

/** The orders of a merchant, called by clients of their own, as the sync and the payment provider have them. */
function ordersOf(username: string) {
  const clients = new KlarnaClients(parseKlarnaOptions({ ...secrets(username), baseUrl: running.url }))
  connected.push(clients)
  const orders = clients.forSale({})?.client.orders
  if (!orders) throw new Error("There is no account")
  return orders
}

const crowd = <T>(size: number, call: () => Promise<T>) => Promise.all(Array.from({ length: size }, call))
const statuses = async () => (await klarna.requests()).map(({ status }) => status)
const refusals = async () => (await statuses()).filter((status) => status === 429).length

it("fifty calls at once with a limit of ten a second all succeed without a 429; another merchant is not slowed", async () => {
  const { order_id } = await klarna.seedOrder({ merchant: "K1_one" })
  const other = await klarna.seedOrder({ merchant: "K2_one" })
  await klarna.limit("K1_one", { calls: 10, window_seconds: 1 })
  const sync = ordersOf("K1_one")
  const provider = ordersOf("K1_one")
  await sync.read(order_id)

  let done = 0
  const counted = (call: Promise<unknown>) => call.then(() => done++)
  const slowed = crowd(25, () => Promise.all([counted(sync.read(order_id)), counted(provider.read(order_id))]))
  await crowd(50, () => ordersOf("K2_one").read(other.order_id))
  expect(done).toBeLessThan(50)
  await slowed
  expect(await statuses()).toEqual(Array(101).fill(200))
})

it("a crowd that knows of no limit meets it once each, and never again", async () => {
  const { order_id } = await klarna.seedOrder({ merchant: "K1_one" })
  await klarna.limit("K1_one", { calls: 10, window_seconds: 1 })
  const { read } = ordersOf("K1_one")
  const answers = await crowd(15, () => read(order_id))
  expect(await refusals()).toBeGreaterThan(0)
  expect(answers.filter(({ attempts }) => attempts > 2)).toEqual([])
})

describe("after a 429 that lasts longer than a call may wait", () => {
  const asked = { idempotencyKey: "key-1" }
  let order_id: string
  beforeEach(async () => {
    order_id = (await klarna.seedOrder({ merchant: "K1_one" })).order_id
    await klarna.faults({ fault: "429", reset_seconds: 600 })
    const error = await failureOf(ordersOf("K1_one").read(order_id), KlarnaBusyError)
    expect(error).toMatchObject({ slowed: false, status: 429, retryAfterMs: 600_000 })
    await klarna.clearRequests()
  })

  it("nobody of this merchant sends anything, and everybody knows that nothing was sent", async () => {
    const error = await failureOf(ordersOf("K1_one").cancel(order_id, asked), KlarnaBusyError)
    const outcome = outcomeOf(error)
    expect(outcome).toMatchObject({ type: "weather", slowed: true, status: undefined })
    expect(outcome).toHaveProperty("reason", "not sent: Klarna limits this account's calls for another 600 s")
    expect(error.retryAfterMs).toBeGreaterThan(590_000)
    expect(await klarna.requests()).toEqual([])
  })

  it("other credentials of this merchant wait, too: Klarna counts per merchant id", async () => {
    await failureOf(ordersOf("K1_two").cancel(order_id, asked), KlarnaBusyError)
    expect(await klarna.requests()).toEqual([])
  })

  it("another merchant's calls go out at once", async () => {
    const other = await klarna.seedOrder({ merchant: "K2_one" })
    await expect(ordersOf("K2_one").cancel(other.order_id, asked)).resolves.toMatchObject({ status: 204, attempts: 1 })
  })
})
