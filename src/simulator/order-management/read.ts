import type { Capture, Order, OrderLine, Refund } from "../../klarna/types"
import { type Answer, isRefusal, refusalAnswer, refuse } from "../answers"
import type { Endpoint } from "../exchange"
import type { StoredOrder, World } from "../state"
import { dueDateOptions } from "./due-date"
import { findOrder } from "./find-order"
import { noSuchCapture } from "./shipping"

/** Lines are stored as sent; reading adds these. */
const readLine = (line: OrderLine): OrderLine => ({
  reference: "",
  quantity_unit: "",
  total_discount_amount: 0,
  ...line,
})

const readLines = <T extends Capture | Refund>(part: T): T => ({
  ...part,
  ...(part.order_lines && { order_lines: part.order_lines.map(readLine) }),
})

/** The order as Klarna shows it. */
export const readOrder = ({ order }: StoredOrder): Order => ({
  ...order,
  order_lines: order.order_lines.map(readLine),
  captures: order.captures.map(readLines),
  refunds: order.refunds.map(readLines),
})

type Read = (stored: StoredOrder, params: Record<string, string>, world: World) => Answer

const reading =
  (read: Read): Endpoint =>
  ({ merchant, params }, world) => {
    const stored = findOrder(world, merchant, params.order_id)
    return isRefusal(stored) ? refusalAnswer(stored) : read(stored, params, world)
  }

const ok = (body: unknown): Answer => ({ status: 200, body })

const capture = (stored: StoredOrder, id: string) => readOrder(stored).captures.find((one) => one.capture_id === id)

export const getOrder = reading((stored) => ok(readOrder(stored)))

export const listCaptures = reading((stored) => ok(readOrder(stored).captures))

export const getCapture = reading((stored, { capture_id }) => {
  const found = capture(stored, capture_id)
  return found ? ok(found) : refusalAnswer(noSuchCapture(capture_id))
})

export const getRefund = reading((stored, { refund_id }, { switches }) => {
  const found = readOrder(stored).refunds.find((one) => one.refund_id === refund_id)
  if (found) return ok(found)
  return refusalAnswer(refuse(switches.refund_not_found_status, "NOT_FOUND", `Refund ${refund_id} cannot be found`))
})

export const getDueDateOptions = reading((stored, { capture_id }, { switches }) =>
  capture(stored, capture_id) ? ok(dueDateOptions(stored, switches)) : refusalAnswer(noSuchCapture(capture_id))
)
