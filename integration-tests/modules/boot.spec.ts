import { createMedusaContainer } from "@medusajs/framework/utils"
import type { KlarnaClients, ResolvedKlarnaOptions } from "../../src/klarna"
import registerClients from "../../src/modules/klarna/loaders/clients"
import { klarnaModule } from "./klarna-module"

const se = { id: "nordics", username: "K1", password: "secret", region: "eu", countries: ["SE"] }
const us = { id: "america", username: "K2", password: "secret", region: "na", countries: ["US"] }
const old = { id: "old", username: "K0", password: "secret", region: "eu", retired: true }
const of = ({ id, region }: { id: string; region: string }) => ({ account_id: id, environment: "playground", region })

klarnaModule(
  ({ klarna }) => {
    describe("A store that boots with several accounts", () => {
      it("has one client for each of them, the retired one included", async () => {
        const clients = await Promise.all([se, us, old].map((account) => klarna.clientOf(of(account))))
        expect(clients).not.toContain(undefined)
        expect(new Set(clients).size).toBe(3)
        expect(await klarna.clientOf(of(se))).toBe(clients[0])
      })

      it("has none for an account that does not match exactly", async () => {
        expect(await klarna.clientOf(of({ ...se, id: "gone" }))).toBeUndefined()
        expect(await klarna.clientOf(of({ ...se, region: "na" }))).toBeUndefined()
        expect(await klarna.clientOf({ ...of(se), environment: "live" })).toBeUndefined()
      })

      it("knows its options with every default filled in", () => {
        expect(klarna.options).toMatchObject({
          accounts: [{ id: "nordics", environment: "playground" }, { id: "america" }, { id: "old", retired: true }],
          operations: { amount: "auto", billingAddress: "auto", acknowledge: "auto" },
          references: { merchantReference1: "display_id", merchantReference2: "id" },
        })
      })
    })
  },
  { accounts: [se, us, old] }
)

describe("What the loader registers", () => {
  it("is the parsed options and the clients, for the module's own container", async () => {
    const container = createMedusaContainer()
    await load({ accounts: [se, us] }, container)
    expect(container.resolve<ResolvedKlarnaOptions>("klarnaOptions").accounts).toHaveLength(2)
    expect(container.resolve<KlarnaClients>("klarnaClients").of(of(us))).toMatchObject({ account: { id: "america" } })
  })

  it("does not mind what Medusa adds to the options of every module", async () => {
    await expect(load({ username: "K1", password: "secret", database: { clientUrl: "x" } })).resolves.toBeUndefined()
  })
})

describe("Bad options stop the boot with a sentence that names the option", () => {
  it.each<[string, object, RegExp]>([
    ["nothing at all", {}, /option "username" is missing.*Example/],
    ["no password", { username: "K1" }, /option "password" is missing.*Example: password: process\.env/],
    ["an unknown region", { username: "K1", password: "secret", region: "mars" }, /option "region" must be one of/],
    ["a slip in a name", { username: "K1", password: "secret", opperations: {} }, /option "opperations" is not known/],
    [
      "a wrong choice",
      { username: "K1", password: "secret", operations: { billingAddress: "on" } },
      /option "operations\.billingAddress" must be one of/,
    ],
    [
      "accounts with one id",
      { accounts: [se, { ...us, id: "nordics" }] },
      /option "accounts\[1\]\.id" must be different/,
    ],
    ["only retired accounts", { accounts: [old] }, /option "accounts" must contain an account that is not retired/],
  ])("%s", async (_, options, sentence) => {
    const failure: Error = await load(options).then(
      () => new Error("booted"),
      (error) => error
    )
    expect(failure.message).toMatch(sentence)
    expect(failure.message).toMatch(/^medusa-klarna: /)
    expect(failure.message).not.toContain("secret")
  })
})

function load(options: object, container = createMedusaContainer()) {
  return registerClients({ container, options } as never)
}
