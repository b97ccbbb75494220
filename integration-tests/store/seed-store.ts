import type { HttpTypes } from "@medusajs/framework/types"
import { markets, products, promotions, providers, type Country, type ProductName, type ShippingName } from "./catalog"
import type { Http } from "./http"

/** The ids of a seeded store. */
export interface SeededStore {
  salesChannelId: string
  stockLocationId: string
  publishableKey: string
  regions: Record<Country, string>
  variants: Record<ProductName, string>
  shippingOptions: Record<ShippingName, string>
}

const countries = Object.keys(markets) as Country[]

/** A small real store, made with the admin API only. `admin` is logged in. */
export async function seedStore(admin: Http): Promise<SeededStore> {
  const salesChannelId = await salesChannel(admin)
  await sellInCurrencies(admin, salesChannelId)
  const regions = await openRegions(admin)
  const stockLocationId = await openWarehouse(admin, salesChannelId)
  const profileId = await shippingProfile(admin)
  const shippingOptions = await offerShipping(admin, stockLocationId, profileId)
  const variants = await sellProducts(admin, salesChannelId, profileId)
  await offerDiscounts(admin)
  return {
    salesChannelId,
    stockLocationId,
    publishableKey: await publishableKey(admin, salesChannelId),
    regions,
    variants,
    shippingOptions,
  }
}

/** A new Medusa has a sales channel and a publishable key of its own: they are used, so that there is one of each to find. */
async function salesChannel(admin: Http): Promise<string> {
  const name = { name: "Web shop" }
  const { sales_channels } = await admin.get<HttpTypes.AdminSalesChannelListResponse>("/admin/sales-channels")
  const path = sales_channels.length ? `/admin/sales-channels/${sales_channels[0].id}` : "/admin/sales-channels"
  return (await admin.post<HttpTypes.AdminSalesChannelResponse>(path, name)).sales_channel.id
}

/** The store's currencies carry whether prices contain tax. */
async function sellInCurrencies(admin: Http, salesChannelId: string): Promise<void> {
  const { stores } = await admin.get<HttpTypes.AdminStoreListResponse>("/admin/stores")
  await admin.post(`/admin/stores/${stores[0].id}`, {
    name: "Norrsken Goods",
    default_sales_channel_id: salesChannelId,
    supported_currencies: Object.values(markets).map(({ currency, taxInclusive }) => ({
      currency_code: currency,
      is_default: currency === "sek",
      is_tax_inclusive: taxInclusive,
    })),
  })
}

async function openRegions(admin: Http): Promise<Record<Country, string>> {
  const opened = await inTurn(countries, async (country) => {
    const { name, currency, tax, taxInclusive } = markets[country]
    const { region } = await admin.post<HttpTypes.AdminRegionResponse>("/admin/regions", {
      name,
      currency_code: currency,
      countries: [country],
      payment_providers: Object.values(providers),
      is_tax_inclusive: taxInclusive,
    })
    await admin.post("/admin/tax-regions", { country_code: country, provider_id: "tp_system", default_tax_rate: tax })
    return [country, region.id]
  })
  return Object.fromEntries(opened)
}

async function openWarehouse(admin: Http, salesChannelId: string): Promise<string> {
  const { stock_location } = await admin.post<HttpTypes.AdminStockLocationResponse>("/admin/stock-locations", {
    name: "Warehouse",
  })
  const path = `/admin/stock-locations/${stock_location.id}`
  await admin.post(`${path}/sales-channels`, { add: [salesChannelId] })
  await admin.post(`${path}/fulfillment-providers`, { add: ["manual_manual"] })
  return stock_location.id
}

async function shippingProfile(admin: Http): Promise<string> {
  const { shipping_profiles } = await admin.get<HttpTypes.AdminShippingProfileListResponse>("/admin/shipping-profiles")
  if (shipping_profiles.length) return shipping_profiles[0].id
  const { shipping_profile } = await admin.post<HttpTypes.AdminShippingProfileResponse>("/admin/shipping-profiles", {
    name: "Default",
    type: "default",
  })
  return shipping_profile.id
}

async function offerShipping(
  admin: Http,
  stockLocationId: string,
  profileId: string
): Promise<Record<ShippingName, string>> {
  const { stock_location } = await admin.post<HttpTypes.AdminStockLocationResponse>(
    `/admin/stock-locations/${stockLocationId}/fulfillment-sets?fields=*fulfillment_sets`,
    { name: "Shipping", type: "shipping" }
  )
  const setId = stock_location.fulfillment_sets![0].id
  const offered = await inTurn(countries, async (country) => {
    const zoneId = await serviceZone(admin, setId, country)
    return inTurn(Object.entries(markets[country].shipping), async ([name, amount]) => [
      name,
      await shippingOption(admin, { name, amount, currency: markets[country].currency, zoneId, profileId }),
    ])
  })
  return Object.fromEntries(offered.flat())
}

async function serviceZone(admin: Http, setId: string, country: Country): Promise<string> {
  const { name } = markets[country]
  const { fulfillment_set } = await admin.post<HttpTypes.AdminFulfillmentSetResponse>(
    `/admin/fulfillment-sets/${setId}/service-zones?fields=*service_zones`,
    { name, geo_zones: [{ type: "country", country_code: country }] }
  )
  return fulfillment_set.service_zones.find((zone) => zone.name === name)!.id
}

async function shippingOption(
  admin: Http,
  option: { name: string; amount: number; currency: string; zoneId: string; profileId: string }
): Promise<string> {
  const { shipping_option } = await admin.post<HttpTypes.AdminShippingOptionResponse>("/admin/shipping-options", {
    name: option.name,
    service_zone_id: option.zoneId,
    shipping_profile_id: option.profileId,
    provider_id: "manual_manual",
    price_type: "flat",
    type: { label: option.name, description: option.name, code: option.name.toLowerCase() },
    prices: [{ currency_code: option.currency, amount: option.amount }],
    rules: [],
  })
  return shipping_option.id
}

async function sellProducts(
  admin: Http,
  salesChannelId: string,
  profileId: string
): Promise<Record<ProductName, string>> {
  const sold = await inTurn(Object.entries(products), async ([title, prices]) => {
    const { product } = await admin.post<HttpTypes.AdminProductResponse>("/admin/products", {
      title,
      status: "published",
      shipping_profile_id: profileId,
      options: [{ title: "Size", values: ["One size"] }],
      sales_channels: [{ id: salesChannelId }],
      variants: [
        {
          title: "One size",
          sku: title.toUpperCase(),
          options: { Size: "One size" },
          manage_inventory: false,
          prices: Object.entries(prices).map(([currency_code, amount]) => ({ currency_code, amount })),
        },
      ],
    })
    if (title === "Scarf") await reduce(admin, product.id)
    return [title, product.variants![0].id]
  })
  return Object.fromEntries(sold)
}

/** 15 % off this product for everybody. */
async function reduce(admin: Http, productId: string): Promise<void> {
  await admin.post("/admin/promotions", {
    code: "SCARFWEEK",
    type: "standard",
    status: "active",
    is_automatic: true,
    application_method: {
      type: "percentage",
      target_type: "items",
      allocation: "across",
      value: 15,
      target_rules: [{ attribute: "items.product.id", operator: "eq", values: [productId] }],
    },
  })
}

async function offerDiscounts(admin: Http): Promise<void> {
  const standard = { type: "standard", status: "active", is_automatic: false }
  const items = { target_type: "items", allocation: "across" }
  await admin.post("/admin/promotions", {
    ...standard,
    code: promotions.percent,
    application_method: { ...items, type: "percentage", value: 10 },
  })
  await admin.post("/admin/promotions", {
    ...standard,
    code: promotions.fixed,
    is_tax_inclusive: true,
    application_method: { ...items, type: "fixed", value: 25, currency_code: "sek" },
  })
}

interface KeyWithChannels {
  id: string
  sales_channels?: { id: string }[]
}

async function publishableKey(admin: Http, salesChannelId: string): Promise<string> {
  const { api_keys } = await admin.get<{ api_keys: KeyWithChannels[] }>(
    "/admin/api-keys?type=publishable&fields=*sales_channels"
  )
  const path = api_keys.length ? `/admin/api-keys/${api_keys[0].id}` : "/admin/api-keys"
  const { api_key } = await admin.post<HttpTypes.AdminApiKeyResponse>(path, {
    title: "Storefront",
    ...(!api_keys.length && { type: "publishable" }),
  })
  const isLinked = api_keys[0]?.sales_channels?.some(({ id }) => id === salesChannelId)
  if (!isLinked) await admin.post(`/admin/api-keys/${api_key.id}/sales-channels`, { add: [salesChannelId] })
  return api_key.token
}

/** One after the other: a store is seeded in the same order each time. */
async function inTurn<Item, Result>(items: Item[], step: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await step(item))
  return results
}
