import { simulatorControls, startKlarnaSimulator, type SimulatorControls } from "../../src/simulator"
import type { Json } from "./http"
import { lazily } from "./lazily"
import { storeRunner, type StoreUnderTest } from "./store-runner"

export interface KlarnaStoreUnderTest extends StoreUnderTest {
  /** The controls of this file's Klarna simulator, which starts each test afresh. */
  klarna: SimulatorControls
}

export interface KlarnaSetup {
  /** Plugin options of this file, over those of medusa-config.ts; may depend on the simulator's address. */
  options?: Json | ((simulatorUrl: string) => Json | Promise<Json>)
  /** Whose credentials the simulator knows; the usual merchant unless given. */
  merchants?: NonNullable<Parameters<typeof startKlarnaSimulator>[0]>["merchants"]
}

/** A store whose Klarna is a simulator of its own; buyers approve at once. */
export function klarnaStore(
  tests: (shop: KlarnaStoreUnderTest) => void,
  { options = {}, merchants }: KlarnaSetup = {}
): void {
  describe("", () => {
    let simulator: Awaited<ReturnType<typeof startKlarnaSimulator>>
    let controls: SimulatorControls
    const klarna = lazily(() => controls)

    // Before storeRunner's own hooks, because Medusa reads its options while it boots.
    beforeAll(async () => {
      simulator = await startKlarnaSimulator({ port: 0, ...(merchants && { merchants }) })
      controls = simulatorControls(simulator.url)
      process.env.KLARNA_BASE_URL = simulator.url
      process.env.KLARNA_OPTIONS = JSON.stringify(
        typeof options === "function" ? await options(simulator.url) : options
      )
    })

    storeRunner(
      (shop) => {
        beforeEach(() => klarna.reset())
        tests({ ...shop, klarna })
      },
      { approve: async (session) => (await klarna.approve(session)).authorization_token }
    )

    afterAll(() => simulator?.close())
  })
}
