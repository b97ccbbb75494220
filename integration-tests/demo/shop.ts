import { simulatorControls, type SimulatorControls } from "../../src/simulator/controls-client"
import { adminHeaders, type Login } from "../store/admin-login"
import { httpOf, type Http } from "../store/http"
import { merchantOf, type Merchant } from "../store/merchant"
import { shopperOf, type Shopper } from "../store/place-order"
import { seedStore, type SeededStore } from "../store/seed-store"

/** Everybody in the demo: the merchant, the buyers, and Klarna. */
export interface Shop {
  store: SeededStore
  admin: Http
  merchant: Merchant
  /** Buyers that Klarna accepts at once. */
  shopper: Shopper
  /** Buyers about whom Klarna has to think. */
  doubtedShopper: Shopper
  klarna: SimulatorControls
}

export interface Addresses {
  medusa: string
  klarna: string
}

/** `known`: the store of an earlier start. */
export async function openShop({ medusa, klarna: url }: Addresses, login: Login, known?: SeededStore): Promise<Shop> {
  const headers = await adminHeaders(medusa, login)
  const admin = httpOf(
    () => medusa,
    () => headers
  )
  const store = known ?? (await seedStore(admin))
  const storefront = httpOf(
    () => medusa,
    () => ({ "x-publishable-api-key": store.publishableKey })
  )
  const klarna = simulatorControls(url)
  const shopper = (fraud_status: "ACCEPTED" | "PENDING") =>
    shopperOf(
      storefront,
      () => store,
      async (session) => (await klarna.approve(session, { fraud_status })).authorization_token
    )
  return {
    store,
    admin,
    merchant: merchantOf(admin, () => store),
    shopper: shopper("ACCEPTED"),
    doubtedShopper: shopper("PENDING"),
    klarna,
  }
}
