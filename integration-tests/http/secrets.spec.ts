import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { callbackToken } from "../../src/purchase/callback-token"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

const merchant = { username: "K9_canary-user-name", password: "canary-password" }
const callbacks = { backendUrl: "https://api.shop.example", secret: "canary-secret-of-callbacks-long-enough" }
const person = {
  first_name: "Canaria",
  last_name: "Vogelsang",
  address_1: "Canary Wharf 77",
  postal_code: "123 45",
  city: "Canaryborg",
  phone: "+46701740699",
}
const email = "canaria.vogelsang@example.com"
const basic = Buffer.from(`${merchant.username}:${merchant.password}`).toString("base64")
const secrets = [merchant.username, merchant.password, basic, callbacks.secret]
const canaries = [...secrets, ...Object.values(person), email]

/** How everybody ends up in the log, in Klarna's words, and in front of a person. */
const WEATHER = ["400", "401-html", "403", "404", "409", "500", "not-json", "wrong-type", "cut-after"] as const

klarnaStore(
  (shop) => {
    const { admin, storefront, container, klarna, settled } = shop
    const desk = klarnaDesk(shop)
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const heard: unknown[] = []

    /** Everything that goes to the log, and everything that the plugin says on Medusa's bus. */
    function listen() {
      const logger = container().resolve(ContainerRegistrationKeys.LOGGER)
      for (const level of ["error", "warn", "info", "http", "log", "debug", "verbose"] as const)
        if (typeof logger[level] === "function")
          jest.spyOn(logger, level).mockImplementation((...said: unknown[]) => void heard.push(said.map(inFull)))
      const bus = container().resolve(Modules.EVENT_BUS)
      const { emit } = bus
      jest.spyOn(bus, "emit").mockImplementation((events, options) => {
        const all = [events].flat() as { name: string }[]
        heard.push(all.filter(({ name }) => name.startsWith("klarna.")).map(inFull))
        return emit.call(bus, events as never, options as never)
      })
    }
    afterEach(() => jest.restoreAllMocks())

    const told = async (asked: Promise<unknown>) =>
      heard.push(
        await asked.then(
          () => undefined,
          (error: Error) => inFull(error)
        )
      )

    /** One order with everything that a merchant does to it, while Klarna answers like this. */
    async function aLife({ id }: Bought, fault: (typeof WEATHER)[number]): Promise<void> {
      await klarna.faults({ fault, match: { path: "/ordermanagement" }, times: 6 })
      await told(shop.updateOrder(id, { shipping_address: { ...person, city: "Canaryborg" }, email }))
      await told(shop.editOrder(id, (edit) => edit.addItem("Mug")))
      await settled()
      for (const action of ["sync", "refresh", "extend", "release", "capture-remaining", "resend-address"])
        await told(admin.post(`/admin/klarna/orders/${id}/${action}`))
      await told(shop.capturePayment(id, { amount: 10 }))
      await settled()
      await runReconcileJob(container())
      await settled()
      await klarna.clearFaults()
    }

    async function whatPeopleRead(orders: Bought[]): Promise<unknown[]> {
      const pages = ["/admin/klarna/orders", "/admin/klarna/summary", "/admin/klarna/settings"]
      const ofOrders = orders.map(({ id }) => `/admin/klarna/orders/${id}`)
      const answers: unknown[] = []
      for (const path of [...pages, ...ofOrders])
        answers.push(await admin.get<unknown>(path).catch((error: Error) => inFull(error)))
      return answers
    }

    async function whatIsKept(): Promise<unknown[]> {
      const { rows } = await knex().raw<{ rows: { name: string }[] }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE '%klarna%'"
      )
      expect(rows.length).toBeGreaterThan(3)
      return Promise.all([
        ...rows.map(({ name }) => knex()(name)),
        ...["payment", "payment_session"].map((name) => knex()(name).select("data")),
      ])
    }

    it("No secret of the shop and nothing of its buyer is in a log, a table, an event, an error or an answer", async () => {
      listen()
      const orders: Bought[] = []
      for (const fault of WEATHER) {
        const order = await desk.buy({ email, shippingAddress: person })
        orders.push(order)
        await aLife(order, fault)
      }
      for (const body of [{ order_id: email }, { order_id: person.address_1, event_type: person.first_name }])
        await told(
          storefront.post(`/hooks/klarna/notification/${callbackToken(callbacks.secret, "notification", "x")}`, body)
        )
      await told(admin.post("/admin/klarna/accounts/default/test"))

      // Beside each other, addresses are what a merchant wants to see there.
      const compared = JSON.stringify(
        await Promise.all(orders.map(({ id }) => admin.get<unknown>(`/admin/klarna/orders/${id}/difference`)))
      )
      expect(compared).toContain(person.address_1)
      expect(secrets.filter((secret) => compared.includes(secret))).toEqual([])

      const everything = JSON.stringify([heard, await whatPeopleRead(orders), await whatIsKept()])
      expect(heard.length).toBeGreaterThan(50)
      expect(everything).toContain("Klarna")
      expect(everything).toContain(orders[0].klarnaId)
      expect(canaries.filter((canary) => everything.includes(canary))).toEqual([])
    })
  },
  { options: { ...merchant, callbacks, timeoutMs: 1000, deadlineMs: 2000, retries: 0 }, merchants: [merchant] }
)

/** Also what JSON leaves away of an error. */
const inFull = (said: unknown): unknown =>
  said instanceof Error ? { ...said, message: said.message, stack: said.stack, cause: inFull(said.cause) } : said
