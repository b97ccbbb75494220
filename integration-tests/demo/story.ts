import type { LoggedRequest } from "../../src/simulator"
import { callsOf } from "../store/klarna-calls"
import { settle, type Followed, type Sides } from "./agreement"
import { exchangeThatKlarnaRefuses, increaseThatKlarnaRefuses } from "./refused-increase"
import type { Shop } from "./shop"

/** One thing that a buyer or the merchant did, and what came of it. */
export interface Step {
  title: string
  did: string
  /** What Klarna received because of it, oldest first. */
  calls: string[]
  sides: Sides
  differences: string[]
  followed: Followed
}

type Tell = (title: string, did: string, act: () => Promise<Followed>) => Promise<Followed>

/** What the plugin is for, on four orders. `onStep` is called before each step. */
export async function playStory(shop: Shop, onStep: (title: string) => void): Promise<Step[]> {
  const steps: Step[] = []
  const tell: Tell = async (title, did, act) => {
    onStep(title)
    const known = (await shop.klarna.requests()).length
    const followed = await act()
    const { sides, differences } = await settle(shop, followed)
    const calls = callsAbout(sides.klarna.order_id, (await shop.klarna.requests()).slice(known))
    steps.push({ title, did, calls, sides, differences, followed })
    return followed
  }
  await aSwedishOrderChanges(shop, tell)
  await anIncreaseIsRefused(shop, tell)
  await aGermanOrderIsCanceled(shop, tell)
  await anAmericanOrderIsPaid(shop, tell)
  return steps
}

async function aSwedishOrderChanges({ shopper, merchant, admin }: Shop, tell: Tell): Promise<void> {
  const order = await tell("Purchase", "Alva in Stockholm buys 2 shirts, a mug, a reduced scarf", async () => {
    const { id } = await shopper.placeOrder({
      items: [{ product: "Shirt", quantity: 2 }, { product: "Mug" }, { product: "Scarf" }],
    })
    return { id }
  })
  await tell("Edit up", "Adds 3 posters to the order", async () => {
    await merchant.editOrder(order.id, (edit) => edit.addItem("Poster", { quantity: 3 }))
    return order
  })
  await tell("Edit down", "Takes the mug and one shirt out", async () => {
    await merchant.editOrder(order.id, async (edit) => {
      await edit.removeItem("Mug")
      await edit.changeItem("Shirt", { quantity: 1 })
    })
    return order
  })
  await tell("Address", "Alva moves: to Kungsgatan 12 in Uppsala", async () => {
    const shipping_address = { address_1: "Kungsgatan 12", postal_code: "753 32", city: "Uppsala" }
    await merchant.updateOrder(order.id, { shipping_address })
    return order
  })
  await tell("References", "Gives Klarna the number of the ERP", async () => {
    const reference = "ERP-20481"
    await admin.post(`/admin/klarna/orders/${order.id}/references`, { merchant_reference1: reference })
    return { ...order, reference }
  })
}

async function anIncreaseIsRefused(shop: Shop, tell: Tell): Promise<void> {
  const order = await tell("Purchase", "Vera buys a shirt; Klarna knows her for a risk", async () => {
    const buyer = { email: "vera+risk@example.com", shippingAddress: { first_name: "Vera" } }
    const { id } = await shop.shopper.placeOrder(buyer)
    return { id }
  })
  await tell("Refused at once", "Adds a scarf; Klarna is asked first and says no, nothing changes", () =>
    increaseThatKlarnaRefuses(shop, order)
  )
  await tell("Refused later", "Exchanges it for a scarf; Klarna says no, the old amount stays guaranteed", () =>
    exchangeThatKlarnaRefuses(shop, order)
  )
}

async function aGermanOrderIsCanceled({ shopper, merchant }: Shop, tell: Tell): Promise<void> {
  const order = await tell("Purchase", "Mara in Berlin buys a scarf with 10 % off", async () => {
    const { id } = await shopper.placeOrder({ country: "de", items: [{ product: "Scarf" }], promoCodes: ["TENOFF"] })
    return { id }
  })
  await tell("Cancel", "Cancels the order", async () => {
    await merchant.cancelOrder(order.id)
    return order
  })
}

async function anAmericanOrderIsPaid({ shopper, merchant }: Shop, tell: Tell): Promise<void> {
  const order = await tell("Purchase", "Jo in New York buys 3 posters, sales tax added", async () => {
    const { id } = await shopper.placeOrder({ country: "us", items: [{ product: "Poster", quantity: 3 }] })
    return { id }
  })
  await tell("Edit up", "Adds a mug", async () => {
    await merchant.editOrder(order.id, (edit) => edit.addItem("Mug"))
    return order
  })
  await tell("Capture", "Captures the payment", async () => {
    await merchant.capturePayment(order.id)
    return order
  })
}

/** With Klarna's answer. A purchase speaks to sessions and authorizations first, which do not carry the order's id. */
function callsAbout(klarnaOrderId: string, requests: LoggedRequest[]): string[] {
  const about = requests.filter(({ path }) => path.includes(klarnaOrderId) || path.startsWith("/payments/"))
  return callsOf(about).map(
    (call, index) => `${call.replace("payments/", "").replace(":id", "…")} ${about[index].status}`
  )
}
