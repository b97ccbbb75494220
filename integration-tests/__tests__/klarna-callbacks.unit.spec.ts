import { type CallbackFact, callbackFacts, notebooks } from "../klarna-facts"
import type { KlarnaClient } from "../../src/klarna"
import { clientOf } from "../klarna-facts/replay/client"
import { filled, type Ids, prepare } from "../klarna-facts/replay/prepare"
import { eventually, merchantServer, runningKlarna } from "../klarna-facts/replay/running"

const klarna = runningKlarna()
const shop = merchantServer()
let client: KlarnaClient
beforeAll(() => (client = clientOf(klarna)))
afterAll(() => client.close())

/** Brings about what Klarna reports, with the shop's own server as the address for it. */
async function happen({ to, happens }: CallbackFact): Promise<Ids> {
  const url = `${shop.url}/${to}`
  if (happens === "buyer agrees") {
    return prepare(klarna, {
      cart: { ...notebooks, merchant_urls: { ...(to === "authorization" && { authorization: url }) } },
      ...(to === "status_update" && { page: "NONE", statusUpdates: url }),
      agreed: {},
    })
  }
  const ids = await prepare(klarna, { order: { fraud_status: "PENDING", merchant_urls: { notification: url } } })
  await klarna.controls.fraud(ids.order, happens === "fraud risk accepted" ? "ACCEPTED" : "REJECTED")
  return ids
}

const asked = (to: CallbackFact["to"], { session, order, page }: Ids) =>
  ({
    authorization: () => client.payments.readSession(session),
    notification: () => client.orders.read(order),
    status_update: () => client.hostedPage.read(page),
  })[to]()

describe.each(callbackFacts)("$id: $shows", (fact) => {
  it("is posted by the simulator with these fields and no other", async () => {
    const ids = await happen(fact)
    await eventually(
      () => shop.received.length,
      (count) => count === 1
    )
    const [{ url, headers, body }] = shop.received
    expect(url).toBe(`/${fact.to}`)
    expect(headers["content-type"]).toMatch(/^application\/json/)
    expect(leaves(body).sort()).toEqual([...fact.has].sort())
    expect(body).toMatchObject(filled(fact.is, ids))
  })

  it("is confirmed when the client asks Klarna", async () => {
    const ids = await happen(fact)
    const { data } = await asked(fact.to, ids)
    expect(data).toMatchObject(filled(fact.confirmed, ids))
  })
})

/** The names of all values in a body, `session.status` for one inside an object. */
const leaves = (body: object): string[] =>
  Object.entries(body).flatMap(([name, value]) =>
    typeof value === "object" && value !== null ? leaves(value).map((leaf) => `${name}.${leaf}`) : [name]
  )
