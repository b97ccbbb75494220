import type { LoggedRequest } from "../../src/simulator/request-log"

/** What was asked of Klarna, oldest first, as `PATCH authorization`; a read of an order is `GET order`. */
export const callsOf = (requests: LoggedRequest[]): string[] => requests.map(callOf)

/** The bodies that a kind of call carried, for example those of `PATCH customer-details`. */
export const bodiesOf = (requests: LoggedRequest[], call: string): unknown[] =>
  requests.filter((request) => callOf(request) === call).map(({ body }) => body)

function callOf({ method, path }: LoggedRequest): string {
  const [product, ...rest] = path.split("?")[0].split("/").filter(Boolean)
  const tail = product === "ordermanagement" ? rest.slice(3) : [product, ...rest.slice(1)]
  return `${method} ${tail.join("/") || "order"}`
}
