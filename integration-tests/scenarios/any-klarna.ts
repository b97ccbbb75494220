import type { Order } from "../../src/klarna/types"
import type { SyncResult } from "../../src/workflows/sync-order-to-klarna"
import { markets, type Address, type Country } from "../store/catalog"
import type { HttpError } from "../store/http"
import { klarnaSideOf, type KlarnaSide } from "../store/klarna-side"
import type { Purchase } from "../store/place-order"
import type { StoreUnderTest } from "../store/store-runner"
import type { KlarnaAccount } from "./klarna-account"

/**
 * Where a scenario is told: a store, and a Klarna that nobody can look into. What happened there is known only by reading its API, so
 * that the same words hold for the simulator and for Klarna itself.
 */
export interface AnyKlarna {
  /** Its buyers approve as buyers of this Klarna do. */
  shop: StoreUnderTest
  klarna: KlarnaAccount
  /** Where the store sells. */
  country(): Country
  /** The playground answers with made-up names and addresses in place of those that it was told. */
  keepsPersonalData: boolean
}

/** A Medusa order and the Klarna order behind it; the amount in minor units. */
export interface Sold {
  id: string
  klarnaId: string
  amount: number
}

export type Acted = KlarnaSide & { sync: SyncResult }

export const minor = (major: number): number => Math.round(major * 100)

/** What every scenario does: sell, act as a merchant, ask both sides. */
export function scenes({ shop, klarna, country, keepsPersonalData }: AnyKlarna) {
  const side = (id: string) => klarnaSideOf(shop.admin, id)
  const total = async (id: string) => minor((await shop.readOrder(id)).total)

  async function sell(items: Purchase["items"] = [{ product: "Shirt", quantity: 2 }]): Promise<Sold> {
    const { id } = await shop.placeOrder({ country: country(), email: buyersEmail(country()), items })
    await shop.settled()
    return { id, klarnaId: (await side(id)).klarna_order.klarna_order_id, amount: await total(id) }
  }

  /** Nobody has to do anything, and Klarna holds what the order is worth, line by line. */
  async function expectAgreement({ id, klarnaId }: Sold): Promise<Order> {
    await shop.settled()
    const [{ klarna_order }, order] = [await side(id), await klarna.order(klarnaId)]
    expect(klarna_order).toMatchObject({ attention_code: null, order_amount: order.order_amount })
    expect(order.order_amount).toBe(await total(id))
    expect(order.order_lines.reduce((sum, { total_amount }) => sum + total_amount, 0)).toBe(order.order_amount)
    return order
  }

  /** Klarna has this address. Where it does not say, its yes in the ledger has to do. */
  async function expectDelivery({ id, klarnaId }: Sold, field: keyof Address & "city", value: string): Promise<void> {
    const { operations } = await side(id)
    expect(operations[0]).toMatchObject({ kind: "shipping_address", outcome: "accepted", asked: { fields: [field] } })
    if (keepsPersonalData) expect((await klarna.order(klarnaId)).shipping_address).toMatchObject({ [field]: value })
  }

  async function act({ id }: Sold, action: string, body?: object): Promise<Acted> {
    const answer = await shop.admin.post<Acted>(`/admin/klarna/orders/${id}/${action}`, body)
    await shop.settled()
    return answer
  }

  return {
    ...{ sell, side, total, act, expectAgreement, expectDelivery },
    attention: async ({ id }: Sold) => (await side(id)).klarna_order.attention?.[0],
    currency: () => markets[country()].currency.toUpperCase(),
  }
}

/** The buyer whom Klarna's test environment approves of. https://docs.klarna.com/resources/developer-tools/sample-data/sample-customer-data/ */
const buyersEmail = (country: Country): string => `customer+${country}@klarna.com`

/** The merchant's click is answered with a no: its words. */
export async function noTo(click: Promise<unknown>): Promise<string> {
  const answer = await click.then(
    () => undefined,
    (error: HttpError) => error
  )
  expect(answer).toMatchObject({ status: 400 })
  return answer!.body.message!
}

/** Klarna alone decides whether it says yes: answers its no, or undefined. */
export const yesOrNo = async (click: () => Promise<unknown>): Promise<string | undefined> =>
  click().then(
    () => undefined,
    (error: HttpError) => {
      expect(error).toMatchObject({ status: 400 })
      return error.body.message
    }
  )
