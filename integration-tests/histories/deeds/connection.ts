import fc from "fast-check"
import {
  disconnectKlarnaOrderWorkflow,
  klarnaOrderDifferenceWorkflow,
  reconnectKlarnaOrderWorkflow,
} from "../../../src/workflows"
import { deed, type Deed } from "../deed"
import { happen, type History } from "../history"

export const aDisconnection: fc.Arbitrary<Deed> = fc.constant(
  deed({
    name: "disconnected",
    words: "The merchant takes the order out of the sync",
    isPossible: ({ isOff }) => !isOff,
    happens: async (history, known) => {
      known.isOff = await happen(history, { news: "at once" }, () => disconnect(history))
    },
  })
)

export const aReconnection: fc.Arbitrary<Deed> = fc.constant(
  deed({
    name: "reconnected",
    words: "The merchant looks at the difference and takes the order back into the sync",
    isPossible: ({ isOff }) => isOff,
    happens: async (history, known) => {
      known.isOff = !(await happen(history, { news: "at once" }, () => reconnect(history)))
    },
  })
)

/** Where a worker has just died the merchant is told to try again in a minute, and after two its claim is over. */
async function disconnect({ container, klarna, order, offTimes }: History): Promise<void> {
  await disconnectKlarnaOrderWorkflow(container).run({ input: { order_id: order.id, user_id: "merchant" } })
  offTimes.push({ from: (await klarna.clock()).now })
}

/** What was seen is what is confirmed. */
export async function reconnect({ container, klarna, order, offTimes }: History): Promise<void> {
  const now = (await klarna.clock()).now
  const { result } = await klarnaOrderDifferenceWorkflow(container).run({ input: { order_id: order.id } })
  await reconnectKlarnaOrderWorkflow(container).run({
    input: { order_id: order.id, confirm: result.fingerprint, user_id: "merchant" },
  })
  for (const time of offTimes) time.to ??= now
}
