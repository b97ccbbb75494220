import { settle, type Followed } from "./agreement"
import type { Shop } from "./shop"

type Sold = (shop: Shop) => Promise<Followed>

/** A handful of orders in different states, so that the admin has something to show. */
const sold: Record<string, Sold> = {
  async authorised({ shopper }) {
    return shopper.placeOrder({ items: [{ product: "Scarf", quantity: 2 }, { product: "Poster", quantity: 3 }] })
  },
  async "part captured"({ shopper, merchant }) {
    const { id } = await shopper.placeOrder({ country: "de", items: [{ product: "Shirt", quantity: 3 }] })
    await merchant.capturePayment(id, { amount: 20 })
    return { id }
  },
  async captured({ shopper, merchant }) {
    const { id } = await shopper.placeOrder({ country: "us", items: [{ product: "Poster", quantity: 3 }] })
    await merchant.capturePayment(id)
    return { id }
  },
  async canceled({ shopper, merchant }) {
    const { id } = await shopper.placeOrder({ country: "de", promoCodes: ["TENOFF"] })
    await merchant.cancelOrder(id)
    return { id }
  },
  /** A mail address with "+risk": the simulator says no to whatever is a risk. */
  async "needs attention"({ shopper, merchant }) {
    const { id } = await shopper.placeOrder({ email: "nils+risk@example.com", shippingAddress: { first_name: "Nils" } })
    await merchant.editOrder(id, (edit) => edit.addItem("Scarf"))
    return { id, attention: "increase_refused" }
  },
  async "fraud pending"({ doubtedShopper }) {
    const { id } = await doubtedShopper.placeOrder({ items: [{ product: "Mug", quantity: 4 }] })
    return { id, undecided: true }
  },
}

export interface SeededOrder extends Followed {
  state: string
  differences: string[]
}

export async function seedOrders(shop: Shop, onState: (state: string) => void): Promise<SeededOrder[]> {
  const orders: SeededOrder[] = []
  for (const [state, sell] of Object.entries(sold)) {
    onState(state)
    const { id, attention, undecided } = await sell(shop)
    const followed = { id, attention, undecided }
    orders.push({ ...followed, state, differences: (await settle(shop, followed)).differences })
  }
  return orders
}
