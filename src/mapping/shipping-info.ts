import type { ShippingInfo } from "../klarna/types"
import { carrierIn } from "./carriers"
import type { OrderFulfillment } from "./order-fields"
import { clean } from "./text"

/** https://docs.klarna.com/api/ordermanagement/ `shipping_info` */
const NAME_LIMIT = 100
const URI_LIMIT = 1024

/** Klarna's closed list. */
export const SHIPPING_METHODS = [
  ...["PickUpStore", "Home", "BoxReg", "BoxUnreg", "PickUpPoint", "Own", "Postal", "DHLPackstation", "Digital"],
  ...["Undefined", "PickUpWarehouse", "ClickCollect", "PalletDelivery"],
]

type Label = NonNullable<NonNullable<OrderFulfillment["labels"]>[number]>

/**
 * The parcels of a fulfilment, one per label that has a tracking number or address; with `isReturn` the way back. What Medusa does not
 * know is left out: Klarna shows it to the customer, and requires none of it.
 */
export function shippingInfo(fulfillment: OrderFulfillment, isReturn = false): ShippingInfo[] {
  return inOrder(fulfillment.labels).flatMap((label) => {
    const tracked = { number: clean(label.tracking_number, NAME_LIMIT), uri: webAddress(label.tracking_url) }
    if (!tracked.number && !tracked.uri) return []
    return [withoutEmpty(isReturn ? wayBack(fulfillment, tracked) : wayOut(fulfillment, tracked))]
  })
}

interface Tracked {
  number: string
  uri: string | undefined
}

const wayOut = (fulfillment: OrderFulfillment, { number, uri }: Tracked): ShippingInfo => ({
  shipping_company: companyOf(fulfillment),
  shipping_method: methodOf(fulfillment),
  tracking_number: number,
  tracking_uri: uri,
})

const wayBack = (fulfillment: OrderFulfillment, { number, uri }: Tracked): ShippingInfo => ({
  return_shipping_company: companyOf(fulfillment),
  return_tracking_number: number,
  return_tracking_uri: uri,
})

/** What the merchant or an integration wrote down goes first; "Standard" or "manual" is no carrier. */
function companyOf({ metadata, shipping_option, provider_id }: OrderFulfillment): string | undefined {
  const named = textIn(metadata, "carrier")
  const known = carrierIn([shipping_option?.name, shipping_option?.type?.label, provider_id])
  return clean(named, NAME_LIMIT) || known
}

function methodOf({ metadata, requires_shipping, shipping_option }: OrderFulfillment): string | undefined {
  const named = textIn(metadata, "shipping_method")?.toLowerCase()
  const listed = SHIPPING_METHODS.find((method) => method.toLowerCase() === named)
  if (listed) return listed
  if (requires_shipping === false) return "Digital"
  return shipping_option?.service_zone?.fulfillment_set?.type === "pickup" ? "PickUpStore" : undefined
}

/** A link that Klarna shows to the customer: of the web, and whole or not at all. */
function webAddress(address: string | null | undefined): string | undefined {
  const text = (address ?? "").trim()
  if (text.length > URI_LIMIT || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { href } = new URL(text)
  return href.length <= URI_LIMIT ? href : undefined
}

function textIn(metadata: Record<string, unknown> | null | undefined, key: string): string | undefined {
  const value = metadata?.[key]
  return typeof value === "string" ? value : undefined
}

/** The database answers in any order; ids are made in the order of time. */
const inOrder = (labels: OrderFulfillment["labels"]): Label[] =>
  (labels ?? []).filter((label) => label !== null).sort((a, b) => (a.id < b.id ? -1 : 1))

const withoutEmpty = (info: ShippingInfo): ShippingInfo =>
  Object.fromEntries(Object.entries(info).filter(([, value]) => value))
