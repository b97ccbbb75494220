import { settle, type Followed } from "./agreement"
import { exchangeThatKlarnaRefuses } from "./refused-increase"
import type { Shop } from "./shop"

type Sold = (shop: Shop) => Promise<Followed>

/** A handful of orders in different states, so that the admin has something to show. */
const sold: Record<string, Sold> = {
  async authorised({ shopper }) {
    const items = [{ product: "Scarf", quantity: 2 } as const, { product: "Poster", quantity: 3 } as const]
    const { id } = await shopper.placeOrder({ items })
    return { id }
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
  async "needs attention"(shop) {
    const buyer = { email: "nils+risk@example.com", shippingAddress: { first_name: "Nils" } }
    const { id } = await shop.shopper.placeOrder(buyer)
    return exchangeThatKlarnaRefuses(shop, { id })
  },
  async "fraud pending"({ doubtedShopper }) {
    const { id } = await doubtedShopper.placeOrder({ items: [{ product: "Mug", quantity: 4 }] })
    return { id, undecided: true }
  },
}

export interface SeededOrder extends Followed {
  /** As customers see it. */
  number?: number
  state: string
}

export async function seedOrders(shop: Shop, onState: (state: string) => void): Promise<SeededOrder[]> {
  const orders: SeededOrder[] = []
  for (const [state, sell] of Object.entries(sold)) {
    onState(state)
    const { id, attention, undecided } = await sell(shop)
    const { sides } = await settle(shop, { id, attention, undecided })
    orders.push({ id, attention, undecided, state, number: sides.order.display_id })
  }
  return orders
}
