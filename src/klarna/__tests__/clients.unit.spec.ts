import { createKlarnaClient } from "../client"
import { KlarnaClients } from "../clients"
import { gateOf } from "../gates"
import { parseKlarnaOptions } from "../options"
import type { CallEvent } from "../settings"
import { orderAnswer, startLocalKlarna, type LocalKlarna } from "./local-klarna"

const nordic = { id: "nordic", username: "K1_a", password: "p", countries: ["SE"] }
const rest = { id: "rest", username: "K2_a", password: "p", environment: "playground" as const, region: "na" as const }
const old = { id: "old", username: "K3_a", password: "p", environment: "live" as const, retired: true }
const options = parseKlarnaOptions({ accounts: [nordic, rest, old] })

describe("The accounts of a store", () => {
  const identity = { account_id: "rest", environment: "playground", region: "na" }

  it("are found by where something is sold, and an order's by what it remembers", () => {
    const clients = new KlarnaClients(options)
    expect(clients.forSale({ country: "SE" })?.account.id).toBe("nordic")
    expect(clients.forSale({ country: "DE" })).toMatchObject({ account: { id: "rest" }, identity })
    expect(clients.of(identity)?.account.id).toBe("rest")
    expect(clients.of({ ...identity, account_id: "old", environment: "live", region: "eu" })?.account.id).toBe("old")
    clients.close()
  })

  it("are none where an order remembers another one, another world, or nothing", () => {
    const clients = new KlarnaClients(options)
    const unknown = [{}, { ...identity, account_id: "gone" }, { ...identity, environment: "live" }]
    for (const each of unknown) expect(clients.of(each)).toBeUndefined()
    expect(new KlarnaClients(parseKlarnaOptions({ accounts: [nordic] })).forSale({ country: "DE" })).toBeUndefined()
  })

  it("have one client each, however often they are asked for", () => {
    const connect = jest.fn(createKlarnaClient)
    const clients = new KlarnaClients(options, connect)
    expect(clients.forSale({ country: "DE" })).toBe(clients.of(identity))
    expect(clients.forSale({ country: "SE" })).not.toBe(clients.of(identity))
    expect(connect).toHaveBeenCalledTimes(2)
    clients.close()
  })
})

describe("A call of an account", () => {
  let klarna: LocalKlarna
  beforeEach(async () => {
    klarna = await startLocalKlarna()
  })
  afterEach(() => klarna.stop())

  it("is made as the options say, and whoever watches hears of it", async () => {
    const heard: CallEvent[] = []
    const local = { username: "K9_a", password: "p", baseUrl: klarna.baseUrl, userAgent: "scarves.example/3" }
    const clients = new KlarnaClients(parseKlarnaOptions(local), undefined, (event) => heard.push(event))
    klarna.willAnswer({ body: orderAnswer })
    await clients.forSale({})!.client.orders.read("ord-1")
    clients.close()
    expect(klarna.seen[0].headers["user-agent"]).toContain("scarves.example/3")
    expect(heard).toMatchObject([{ operation: "orders.read", status: 200 }])
  })
})

describe("Klarna's limit", () => {
  const account = (username: string, changed = {}) => ({
    ...{ username, password: "p", environment: "live" as const, region: "eu" as const },
    ...changed,
  })

  it.each([
    ["the same user name", "3f1c2a", "3f1c2a"],
    ["old and new credentials of a merchant", "K12345_old", "K12345_new"],
    ["those of its playground", "PK12345_old", "PK12345_new"],
  ])("is shared by %s", (_what, one, other) => {
    expect(gateOf(account(one))).toBe(gateOf(account(other)))
  })

  it.each([
    ["other user names", "3f1c2a", "3f1c2b"],
    ["another merchant", "K12345_a", "K12346_a"],
    ["user names that only look alike", "shop1_K12345_a", "shop2_K12345_a"],
  ])("is not shared by %s", (_what, one, other) => {
    expect(gateOf(account(one))).not.toBe(gateOf(account(other)))
  })

  it("is not shared by two regions, nor by live and playground", () => {
    const here = gateOf(account("K12345_a"))
    expect(gateOf(account("K12345_a", { region: "na" }))).not.toBe(here)
    expect(gateOf(account("K12345_a", { environment: "playground" }))).not.toBe(here)
  })
})
