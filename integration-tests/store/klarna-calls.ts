import type { OrderLine } from "../../src/klarna/types"
import type { LoggedRequest } from "../../src/simulator/request-log"

/** What was asked of Klarna, oldest first, as `PATCH authorization`; a read of an order is `GET order`. */
export const callsOf = (requests: LoggedRequest[]): string[] => requests.map(callOf)

/** The bodies that a kind of call carried, for example those of `PATCH customer-details`. */
export const bodiesOf = <Body = unknown>(requests: LoggedRequest[], call: string): Body[] =>
  requests.filter((request) => callOf(request) === call).map(({ body }) => body as Body)

/** How often a kind of call really changed something at Klarna: a repeat under the same key does not. */
export const effectsOf = (requests: LoggedRequest[], call: string): number =>
  requests.filter((request) => callOf(request) === call && request.effect).length

/** Lines in an order to compare by: Medusa makes the items of a cart within one millisecond, in no order. */
export const inOrder = <Line extends Pick<OrderLine, "type" | "reference">>(lines: Line[] = []): Line[] =>
  [...lines].sort((a, b) => placeOf(a).localeCompare(placeOf(b)))

const placeOf = ({ type, reference }: Pick<OrderLine, "type" | "reference">) => `${type} ${reference}`

/** One call, as `PATCH authorization`. */
export function callOf({ method, path }: Pick<LoggedRequest, "method" | "path">): string {
  const [product, ...rest] = path.split("?")[0].split("/").filter(Boolean)
  const ofProduct = rest.slice(1).map((part, at) => (at === 1 ? ":id" : part))
  const tail = product === "ordermanagement" ? rest.slice(3) : [product, ...ofProduct]
  return `${method} ${tail.join("/") || "order"}`
}
