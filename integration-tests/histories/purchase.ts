import type { CreateOrderLineItemDTO, CreatePaymentSessionDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow, createOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import { markets, providers, type Address, type Country, type ProductName } from "../store/catalog"

export interface Basket {
  country: Country
  items: { product: ProductName; quantity: number }[]
}

export interface Sold {
  id: string
  klarnaId: string
  currency: string
}

/**
 * An order that was paid with Klarna, written by Medusa's own modules: a checkout over HTTP takes four times as long. Klarna's order is
 * as good as one that was made elsewhere: the plugin reads it before it believes anything of it.
 */
export async function sell({ container, klarna, store }: KlarnaStoreUnderTest, basket: Basket): Promise<Sold> {
  const { country, items } = basket
  const { buyer, currency, shipping, taxInclusive } = markets[country]
  const [[option, amount]] = Object.entries(shipping)
  const { result: order } = await createOrderWorkflow(container()).run({
    input: {
      region_id: store.regions[country],
      sales_channel_id: store.salesChannelId,
      currency_code: currency,
      email: buyer.email,
      shipping_address: { ...buyer.address },
      billing_address: { ...buyer.address },
      // Core takes titles and prices from the variants; its type wants them all the same.
      items: items.map(({ product, quantity }) => ({
        variant_id: store.variants[product],
        quantity,
      })) as CreateOrderLineItemDTO[],
      shipping_methods: [
        {
          name: option,
          amount,
          is_tax_inclusive: taxInclusive,
          shipping_option_id: store.shippingOptions[option as keyof typeof store.shippingOptions],
        },
      ],
    },
  })
  const total = await totalOf(container(), order.id)
  const { order_id: klarnaId } = await klarna.seedOrder({
    order_amount: Math.round(total * 100),
    purchase_country: country.toUpperCase(),
    purchase_currency: currency.toUpperCase(),
    billing_address: atKlarna(buyer.address, buyer.email),
    shipping_address: atKlarna(buyer.address, buyer.email),
  })
  await pay(container(), { id: order.id, klarnaId, currency }, total)
  return { id: order.id, klarnaId, currency }
}

type Container = ReturnType<KlarnaStoreUnderTest["container"]>

async function totalOf(container: Container, id: string): Promise<number> {
  const { data } = await container.resolve("query").graph({ entity: "order", fields: ["total"], filters: { id } })
  return Number(data[0].total)
}

/** The payment that the provider makes for a Klarna order that exists; it reads the order at Klarna first. */
async function pay(container: Container, { id, klarnaId, currency }: Sold, amount: number): Promise<void> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({ input: { order_id: id, amount } })
  const account = { account_id: "default", environment: "playground", region: "eu" }
  const context = { klarna_settlement: { klarna_order_id: klarnaId, medusa_order_id: id, ...account } }
  const payments = container.resolve(Modules.PAYMENT)
  const session = await payments.createPaymentSession(result[0].id, {
    provider_id: providers.klarna,
    amount,
    currency_code: currency,
    data: {},
    context,
  } as CreatePaymentSessionDTO)
  await payments.authorizePaymentSession(session.id, context)
}

function atKlarna({ first_name, last_name, address_1, city, postal_code, province, ...rest }: Address, email: string) {
  const { country_code, phone } = rest
  return {
    given_name: first_name,
    family_name: last_name,
    street_address: address_1,
    city,
    postal_code,
    ...(province && { region: province.slice(3).toUpperCase() }),
    country: country_code.toUpperCase(),
    phone,
    email,
  }
}
