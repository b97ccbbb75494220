import type { HttpTypes } from "@medusajs/framework/types"
import { markets, providers, type Address, type Country, type ProductName, type ShippingName } from "./catalog"
import type { Http, Json } from "./http"
import type { SeededStore } from "./seed-store"

/** What a buyer does; everything has a default: one Shirt to Sweden, paid with Klarna. */
export interface Purchase {
  country?: Country
  items?: { product: ProductName; quantity?: number }[]
  promoCodes?: string[]
  shipping?: ShippingName
  provider?: string
  email?: string
  /** Fields that differ from the market's usual buyer. */
  shippingAddress?: Partial<Address>
  /** The shipping address unless given. */
  billingAddress?: Partial<Address>
}

/** What the buyer does in Klarna's window: answers the authorization token for a Klarna session. */
export type Approve = (klarnaSessionId: string) => Promise<string>

export interface Checkout {
  cartId: string
  paymentCollectionId: string
  session: HttpTypes.StorePaymentSession
}

export interface Shopper {
  /** A cart that is ready to be paid: items, addresses, shipping. Answers its id. */
  fillCart(purchase?: Purchase): Promise<string>
  /** Chooses how to pay; with Klarna this opens a Klarna session. */
  choosePayment(cartId: string, provider?: string, data?: Json): Promise<Checkout>
  /** What a storefront does with Klarna's token: creates the payment session again with it. */
  authorize(checkout: Checkout, data: Json): Promise<Checkout>
  complete(cartId: string): Promise<HttpTypes.StoreCompleteCartResponse>
  /** All of it. Throws when no order came out. */
  placeOrder(purchase?: Purchase): Promise<HttpTypes.StoreOrder>
}

/** `http` carries the store's publishable key. */
export function shopperOf(http: Http, store: () => SeededStore, approve: Approve): Shopper {
  async function fillCart({ country = "se", ...purchase }: Purchase = {}): Promise<string> {
    const { buyer, shipping } = markets[country]
    const shippingAddress = { ...buyer.address, ...purchase.shippingAddress }
    const { cart } = await http.post<HttpTypes.StoreCartResponse>("/store/carts", {
      region_id: store().regions[country],
      email: purchase.email ?? buyer.email,
      shipping_address: shippingAddress,
      billing_address: { ...shippingAddress, ...purchase.billingAddress },
      items: (purchase.items ?? [{ product: "Shirt" }]).map(({ product, quantity = 1 }) => ({
        variant_id: store().variants[product],
        quantity,
      })),
      promo_codes: purchase.promoCodes ?? [],
    })
    const option = purchase.shipping ?? (Object.keys(shipping)[0] as ShippingName)
    await http.post(`/store/carts/${cart.id}/shipping-methods`, { option_id: store().shippingOptions[option] })
    return cart.id
  }

  async function choosePayment(cartId: string, provider: string = providers.klarna, data?: Json): Promise<Checkout> {
    const { payment_collection } = await http.post<HttpTypes.StorePaymentCollectionResponse>(
      "/store/payment-collections",
      { cart_id: cartId }
    )
    return startSession(cartId, payment_collection.id, provider, data)
  }

  async function startSession(cartId: string, paymentCollectionId: string, provider: string, data?: Json) {
    const { payment_collection } = await http.post<HttpTypes.StorePaymentCollectionResponse>(
      `/store/payment-collections/${paymentCollectionId}/payment-sessions`,
      { provider_id: provider, data }
    )
    const session = payment_collection.payment_sessions!.find((one) => one.provider_id === provider)!
    return { cartId, paymentCollectionId, session }
  }

  const authorize = ({ cartId, paymentCollectionId, session }: Checkout, data: Json) =>
    startSession(cartId, paymentCollectionId, session.provider_id, data)

  const complete = (cartId: string) => http.post<HttpTypes.StoreCompleteCartResponse>(`/store/carts/${cartId}/complete`)

  async function placeOrder(purchase: Purchase = {}): Promise<HttpTypes.StoreOrder> {
    const checkout = await choosePayment(await fillCart(purchase), purchase.provider)
    const klarnaSessionId = checkout.session.data.klarna_session_id
    if (klarnaSessionId) await authorize(checkout, { authorization_token: await approve(String(klarnaSessionId)) })
    const answer = await complete(checkout.cartId)
    if (answer.type !== "order") throw new Error(`The cart did not become an order: ${answer.error.message}`)
    return answer.order
  }

  return { fillCart, choosePayment, authorize, complete, placeOrder }
}
