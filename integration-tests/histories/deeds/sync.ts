import fc from "fast-check"
import { reconcileKlarnaOrdersWorkflow } from "../../../src/workflows"
import { deed, type Deed } from "../deed"
import { happen, missed, post } from "../history"
import { judgedInQuiet } from "../judged"
import { dyingAtStep } from "../mortal-worker"
import { press } from "../press"
import { letTimePass } from "../time"

const anyDeath = fc.option(fc.integer({ min: 1, max: 80 }), { freq: 2, nil: undefined })

/** The merchant's button; impatient, several times at once. */
export const aPress: fc.Arbitrary<Deed> = fc
  .record({ times: fc.constantFrom(1, 1, 2, 4), insists: fc.boolean() })
  .map(({ times, insists }) =>
    deed({
      name: times > 1 ? "sync, several at once" : "sync",
      words: `The merchant presses "synchronise" ${times} x${insists ? " and insists" : ""}`,
      happens: (history) =>
        happen(history, { news: "at once" }, () =>
          Promise.all(Array.from({ length: times }, () => press(history, insists)))
        ),
    })
  )

/** The job that Medusa starts every minute. */
export const theJob: fc.Arbitrary<Deed> = anyDeath.map((step) =>
  deed({
    name: step ? "job, dying" : "job",
    words: `The minute's job runs${step ? ` and its process dies at step ${step}` : ""}`,
    happens: async (history) => {
      const run = () => reconcileKlarnaOrdersWorkflow(history.container).run()
      if (!step) await run()
      else if (await dyingAtStep(step, run)) await missed(history, step)
    },
  })
)

const waits = [
  { seconds: 10, words: "Ten seconds" },
  { seconds: 6 * 60, words: "Six minutes" },
  { seconds: 6 * 3600, words: "Six hours" },
  { seconds: 30 * 3600, words: "Thirty hours" },
]

export const timePasses: fc.Arbitrary<Deed> = fc.constantFrom(...waits).map(({ seconds, words }) =>
  deed({
    name: "time passes",
    words: `${words} pass, and the minute's job runs`,
    happens: async (history) => {
      await history.settled()
      await letTimePass(history, history.order.id, seconds)
      await reconcileKlarnaOrdersWorkflow(history.container).run()
    },
  })
)

/** In the middle of life everything comes right, and is looked at. */
export const quietDays: fc.Arbitrary<Deed> = fc.constant(
  deed({
    name: "quiet days",
    words: "The weather clears, and nobody does anything for some days",
    happens: async (history, known) => {
      await judgedInQuiet(history)
      known.isOff = false
    },
  })
)

/** What was late arrives, in any order. */
export const lateNews: fc.Arbitrary<Deed> = fc
  .record({ order: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 10 }), waits: fc.boolean() })
  .map(({ order, waits }) =>
    deed({
      name: "late news",
      words: `Late news arrive in another order${waits ? "" : " (while more happens)"}`,
      happens: async (history) => {
        history.mail.shuffle(order)
        await post(history, { news: waits ? "at once" : "while more happens" })
      },
    })
  )
