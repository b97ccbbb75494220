import { executeWithConcurrency } from "@medusajs/framework/utils"
import { copyOrder, type PaidOrder } from "../processes/copy-orders"
import { overlapsOf } from "../processes/klarna-line"
import { leasesOf, letMinutesPass, type Lease } from "../processes/let-time-pass"
import { placedOrder } from "../processes/placed-order"
import { shopProcesses, type ShopProcess, type ShopProcesses } from "../processes/shop-processes"
import { callsOf } from "../store/klarna-calls"
import { waitFor } from "../store/wait-for"
import { editable, editMugs, type EditedOrder } from "./edits"
import { doublesOf, unfinished } from "./outcome"
import { startRedis, whyNoRedis, type Redis } from "./redis"

/** Many edits on a machine that may be busy, and Medusa's schedule lets the job wait for the next full minute. */
jest.setTimeout(1_800_000)

const FEW = 24
const MANY = 200

const noRedis = whyNoRedis()
if (noRedis) process.stderr.write(`Skipped: two processes with Redis, because ${noRedis}\n`)

/** How many of which call. */
const inWords = (calls: string[]) =>
  [...new Set(calls)].map((call) => `${calls.filter((each) => each === call).length} x ${call}`).join(", ")

describe("Several Medusa processes on one database", () => {
  let processes: ShopProcesses
  let first: PaidOrder
  let copies = 0
  let redis: Redis | undefined
  let shop: ShopProcess

  beforeAll(async () => {
    processes = await shopProcesses("cluster")
    shop = await processes.start()
    first = await placedOrder(shop, processes.database)
    // As far away as the real one: time enough for two processes to meet.
    processes.line.delay(40)
  })
  afterAll(async () => {
    await processes?.close()
    await redis?.stop()
  })
  beforeEach(async () => {
    await processes.klarna.clearRequests()
    processes.line.forget()
  })

  it("one process with everything in its memory is killed in the middle: all orders converge, nothing happens twice", async () => {
    const mine = await newOrders(FEW)
    const begin = Date.now()
    let next: Promise<ShopProcess> | undefined
    const edits = mine.map((order, index) => async () => {
      if (index === FEW / 2) next = startAgain()
      await editMugs(order, index % 2 ? 3 : 1, () => next ?? shop)
    })
    const startAgain = async () => {
      await shop.medusa.kill()
      // Nobody lives who could hold anything.
      await letMinutesPass(processes.database, 10)
      return processes.start()
    }
    await inParallel(edits)
    shop = await next!
    await expectAllWell("one process, killed and restarted", mine, begin)
  })

  it("two processes that share nothing but the database never send at the same time, and nothing happens twice", async () => {
    const mine = await newOrders(FEW)
    const begin = Date.now()
    const other = await processes.start()
    // One after the other on the same order, as people do; Klarna is still being told of the first when the second comes.
    const edits = mine.map((order) => async () => {
      await editMugs(order, 1, () => shop)
      await editMugs(order, 3, () => other)
      await editMugs(order, 4, () => shop)
    })
    await inParallel(edits)
    await expectAllWell("two processes without Redis", mine, begin)
    await Promise.all([shop, other].map(({ medusa }) => medusa.kill()))
  })

  ;(noRedis ? it.skip : it)(
    `two processes with Redis, one killed in the middle of ${MANY} edited orders: all converge, nothing happens twice`,
    async () => {
      const mine = await newOrders(MANY)
      redis = await startRedis()
      const env = { REDIS_URL: redis.url }
      const named = (userAgent: string) => ({ ...env, KLARNA_OPTIONS: JSON.stringify({ userAgent }) })
      const [one, two] = await Promise.all([processes.start(named("one")), processes.start(named("two"))])
      const isCalling = (name: string) =>
        processes.line.calls().some(({ userAgent, end }) => !end && userAgent.endsWith(name))
      const begin = Date.now()
      let dead = false
      let held: Lease[] = []
      const instance = (which: ShopProcess) => () => (dead ? one : which)
      const edits = mine.map((order, index) => async () => {
        if (index === MANY / 2) {
          await waitFor(() => isCalling("two"), { timeout: 120_000, every: 5, what: "a call of the second process" })
          await two.medusa.kill()
          dead = true
          held = await leasesOf(processes.database)
        }
        await editMugs(order, index % 3 ? 1 : 3, instance(index % 2 ? two : one))
        if (index % 8 === 0) await editMugs(order, 4, instance(two))
      })
      await inParallel(edits)
      const still = await leasesOf(processes.database)
      const left = held.filter(({ token, until }) => still.some((one) => one.token === token && one.until === until))
      const ofTheDead = left.map(({ token }) => token)
      await letMinutesPass(processes.database, 10, ofTheDead)
      await expectAllWell(`two processes with Redis, one killed, which held ${ofTheDead.length}`, mine, begin)
    }
  )

  async function newOrders(count: number): Promise<EditedOrder[]> {
    const orders = await copyOrder(processes.database, processes.klarna, first, count, copies)
    copies += count
    return editable(processes.database, orders)
  }

  /** Eight people work at the same time. */
  async function inParallel(edits: (() => Promise<void>)[]): Promise<void> {
    const results = await executeWithConcurrency(edits, 8)
    for (const result of results) if (result.status === "rejected") throw result.reason
  }

  /** Within a few runs of the job everything agrees. `begin`: milliseconds. */
  async function expectAllWell(name: string, mine: EditedOrder[], begin: number): Promise<void> {
    let left: string[] = []
    const look = async () => {
      left = await unfinished(processes.database, processes.klarna, mine)
      return left.length === 0
    }
    // Judged by the same look that ended the wait: an event of the dead process that Redis hands over late wakes an
    // order up once more, and that is as it should be.
    await waitFor(look, { timeout: 300_000, every: 1000 }).catch(() => undefined)
    const requests = await processes.klarna.requests()
    const doubles = doublesOf(requests, mine)
    const overlaps = overlapsOf(processes.line.calls())
    const seen = `${inWords(callsOf(requests))}, ${doubles.length} doubles, ${overlaps.length} at the same time`
    const seconds = Math.round((Date.now() - begin) / 1000)
    process.stderr.write(`Cluster, ${name}: ${mine.length} orders, ${seen}, ${seconds} s\n`)
    expect(left).toEqual([])
    expect(doubles).toEqual([])
    expect(overlaps).toEqual([])
  }
})
