import { simulatorControls, startKlarnaSimulator, type RunningSimulator } from "../../src/simulator"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { lazily } from "../store/lazily"
import type { Purchase } from "../store/place-order"

let american: RunningSimulator

const options = async (swedishUrl: string) => {
  american = await startKlarnaSimulator({ merchants: [{ username: "us-shop", password: "us-secret" }] })
  const sweden = { id: "se", username: "simulator", password: "simulator", baseUrl: swedishUrl }
  const america = { id: "us", username: "us-shop", password: "us-secret", region: "na", baseUrl: american.url }
  return {
    accounts: [
      { ...sweden, countries: ["SE"] },
      { ...america, countries: ["US"] },
    ],
  }
}

afterAll(() => american?.close())

const TEN_MINUTES_MS = 600_000

klarnaStore(
  (shop) => {
    const { klarna, settled, container, editOrder, capturePayment } = shop
    const { buy, side, calls, requests, reconcile, expectInStep, expectCaptureTakesAll } = klarnaDesk(shop)
    const america = lazily(() => simulatorControls(american.url))

    // The store waits by a clock that only runs forward: here it can be moved.
    const real = performance.now.bind(performance)
    let skippedMs = 0
    const tenMinutesPass = () => void (skippedMs += TEN_MINUTES_MS)
    beforeAll(() => void jest.spyOn(performance, "now").mockImplementation(() => real() + skippedMs))
    afterAll(() => jest.restoreAllMocks())
    beforeEach(tenMinutesPass)
    beforeEach(() => america.reset())

    const threeShirts: Purchase = { items: [{ product: "Shirt", quantity: 3 }] }

    /** A smaller order is told after the edit; of a larger one Klarna would be asked before. */
    async function leave(id: string, quantity: number): Promise<void> {
      await editOrder(id, (edit) => edit.changeItem("Shirt", { quantity }))
      await settled()
    }

    async function buyInAmerica() {
      const checkout = await shop.choosePayment(await shop.fillCart({ country: "us", ...threeShirts }))
      await shop.authorize(checkout, await america.approve(String(checkout.session.data.klarna_session_id)))
      const answer = await shop.complete(checkout.cartId)
      if (answer.type !== "order") throw new Error(answer.error.message)
      await settled()
      await america.clearRequests()
      return { id: answer.order.id }
    }

    /** Klarna refuses the next update for being one too many, and says when the account is open again. */
    const tooManyCalls = (reset_seconds: number) =>
      klarna.faults({ match: { path: "/authorization" }, fault: "429", reset_seconds })

    describe("An account that calls Klarna too often", () => {
      it("is slowed down as a whole: its next order waits without a call, another account's does not", async () => {
        const [limited, waiting, american] = [await buy(threeShirts), await buy(threeShirts), await buyInAmerica()]
        await klarna.clearRequests()
        await tooManyCalls(600)
        const openAgain = new Date(Date.now() + TEN_MINUTES_MS)
        await leave(limited.id, 1)
        await leave(waiting.id, 2)
        await leave(american.id, 1)

        expect((await requests()).map(({ path, status }) => [path.split("/")[4], status])).toEqual([
          [limited.klarnaId, 429],
        ])
        expect(callsOf(await america.requests())).toEqual(["PATCH authorization"])
        expect((await side(american.id)).klarna_order).toMatchObject({ sync_state: "in_sync", next_attempt_at: null })

        // What a merchant reads meanwhile.
        const [one, other] = [await side(limited.id), await side(waiting.id)]
        expect(one.klarna_order).toMatchObject({ sync_state: "pending", attention: null, attempts: 1 })
        expect(other.klarna_order).toMatchObject({ sync_state: "pending", attention: null, attempts: 0 })
        expect(other.operations[0]).toMatchObject({ kind: "authorization", outcome: "failed", http_status: null })
        const nextAttempts = [one, other].map(({ klarna_order }) => new Date(klarna_order.next_attempt_at ?? 0))
        for (const at of nextAttempts) expect(at.getTime()).toBeGreaterThan(openAgain.getTime() - 1000)

        tenMinutesPass()
        await reconcile(limited.id)
        await reconcile(waiting.id)
        await expectInStep(limited, 150)
        await expectInStep(waiting, 250)
        expect(await calls()).toEqual(Array(3).fill("PATCH authorization"))
      })

      it("is left in peace by the job, however often that comes, and no order uses up its attempts", async () => {
        const [limited, waiting] = [await buy(threeShirts), await buy(threeShirts)]
        await klarna.clearRequests()
        await tooManyCalls(600)
        await leave(limited.id, 1)
        await leave(waiting.id, 2)
        for (let minute = 0; minute < 2; minute++) {
          await runReconcileJob(container())
          await reconcile(limited.id)
          await reconcile(waiting.id)
        }
        expect(await calls()).toEqual(["PATCH authorization"])
        expect((await side(limited.id)).klarna_order).toMatchObject({ sync_state: "pending", attempts: 1 })
        expect((await side(waiting.id)).klarna_order).toMatchObject({ sync_state: "pending", attempts: 0 })
        tenMinutesPass()
        await reconcile(limited.id)
        await reconcile(waiting.id)
        await expectInStep(limited, 150)
        await expectInStep(waiting, 250)
      })

      it("captures nothing meanwhile and tells the merchant until when; afterwards the capture takes all", async () => {
        const [limited, shipped] = [await buy(threeShirts), await buy()]
        await klarna.clearRequests()
        await tooManyCalls(600)
        await leave(limited.id, 1)
        await expect(capturePayment(shipped.id)).rejects.toMatchObject({
          status: 400,
          body: {
            message: expect.stringMatching(
              /the capture: not sent: Klarna limits this account's calls for another \d+ s/
            ),
          },
        })
        expect(await calls()).toEqual(["PATCH authorization"])
        expect((await side(shipped.id)).operations[0]).toMatchObject({ kind: "capture", outcome: "failed" })
        tenMinutesPass()
        await expectCaptureTakesAll(shipped)
      })

      it("still opens Klarna's window for a buyer: Klarna counts that by itself", async () => {
        const limited = await buy(threeShirts)
        await tooManyCalls(600)
        await leave(limited.id, 1)
        const { session } = await shop.choosePayment(await shop.fillCart())
        expect(session.data).toHaveProperty("client_token")
      })

      it("is not even noticed when Klarna's limit lasts a second, as it usually does", async () => {
        const [limited, waiting] = [await buy(threeShirts), await buy(threeShirts)]
        await tooManyCalls(1)
        await Promise.all([leave(limited.id, 1), leave(waiting.id, 2)])
        await expectInStep(limited, 150)
        await expectInStep(waiting, 250)
      })
    })
  },
  { options }
)
