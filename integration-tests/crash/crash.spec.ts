import { letMinutesPass } from "../processes/let-time-pass"
import { shopProcesses, type ShopProcess, type ShopProcesses } from "../processes/shop-processes"
import { waitFor } from "../store/wait-for"
import { wrongWith } from "./aftermath"
import { castFor } from "./casting"
import { crashPoints, nameOf } from "./crash-points"
import { dieAtEachPoint } from "./die-at-each-point"
import { stories, type Cast, type Story } from "./stories"

/** Whatever is held stays so until the process dies: no call is given up early, and no job comes by. */
const patient = {
  KLARNA_OPTIONS: JSON.stringify({ timeoutMs: 40_000, deadlineMs: 40_000, retries: 0 }),
  WITHOUT_JOBS: "true",
}

/** The machine may be busy, and Medusa's schedule has the job wait for the next full minute. */
jest.setTimeout(1_800_000)

/**
 * One process dies once, and with it everything that was under way: at each point one order. The next process has nothing but the
 * database to go by, and nobody asks it for anything: Medusa's own schedule brings the job within a minute.
 */
describe("A Medusa process that is killed", () => {
  let processes: ShopProcesses
  const wrong = new Map<string, string[]>()

  beforeAll(async () => {
    processes = await shopProcesses("crash")
    await processes.klarna.switches({ billing_address_update: "accept" })
  })
  afterAll(() => processes?.close())

  it(`is killed while ${crashPoints.length} orders are at ${crashPoints.length} points, and comes back`, async () => {
    const begin = Date.now()
    const first = await processes.start(patient)
    const cast = await castFor(crashPoints, first, processes)
    await processes.klarna.clearRequests()
    await dieAtEachPoint(processes, first, crashPoints, cast)

    await letMinutesPass(processes.database, 10)
    const second = await processes.start()
    await Promise.all(
      crashPoints.map(async ({ story }, index) => (stories[story] as Story).again?.(second, cast[index]))
    )
    await convergence(second, cast)

    const calls = (await processes.klarna.requests()).length
    const doubles = [...wrong.values()].flat().filter((sentence) => sentence.includes("effects")).length
    const seconds = Math.round((Date.now() - begin) / 1000)
    process.stderr.write(
      `Killed at ${crashPoints.length} points, an order each: ${calls} calls to Klarna, ${doubles} wrong effects, ${seconds} s\n`
    )
  })

  it.each(crashPoints.map((point) => [nameOf(point)]))(
    "%s: all is well in the end, and nothing happened twice",
    (name) => expect(wrong.get(name)).toEqual([])
  )

  /** Looks until nothing is wrong, or two runs of the job have passed; what is wrong then, the tests tell. */
  async function convergence(shop: ShopProcess, cast: Cast[]): Promise<void> {
    const look = async () => {
      const requests = await processes.klarna.requests()
      for (const [index, point] of crashPoints.entries()) {
        const story: Story = stories[point.story]
        wrong.set(nameOf(point), await wrongWith(story, cast[index], shop, processes.database, requests))
      }
      return [...wrong.values()].every((sentences) => sentences.length === 0)
    }
    await waitFor(look, { timeout: 300_000, every: 3000 }).catch(() => undefined)
  }
})
