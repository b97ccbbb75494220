import "./quiet"
import fc from "fast-check"
import { klarnaStore } from "../store/klarna-store"
import { aBasket, aLife } from "./a-history"
import { historiesFailed, historiesLived, live } from "./live"
import { makeWorkersMortal } from "./mortal-worker"
import { failure, say } from "./report"
import { settings } from "./settings"
import { writeRecord } from "./record"

/** One attempt per call: an outage is then exactly one request, and nobody waits. The repeats are the schedule's. */
const options = { timeoutMs: 6000, deadlineMs: 8000, retries: 0 }

const { runs, seed, path, replayPath } = settings
/** Milliseconds: for a slow machine, and for making a history that fails as short as it can be. */
const PATIENCE = 600_000 + runs * 30_000

klarnaStore(
  (shop) => {
    it(
      "ends in agreement or in an explanation, whatever happened on the way [case 90]",
      async () => {
        say(`${runs} histories, seed ${seed}`)
        await shop.klarna.switches({ billing_address_update: "accept" })
        const endMortality = makeWorkersMortal()
        const result = await fc.check(
          fc.asyncProperty(aBasket, aLife(replayPath), (basket, life) => live(shop, basket, life)),
          { numRuns: runs, seed, path }
        )
        endMortality()
        await writeRecord(result)
        if (result.failed) throw failure(result)
        expect(historiesLived()).toBeGreaterThan(0)
        expect(historiesFailed()).toBe(0)
      },
      PATIENCE
    )
  },
  { options }
)
