import type { Address, UpdateCustomerDetails } from "../../klarna/types"
import { type Refusal, refuse } from "../answers"
import { riskAnswer, type StoredOrder } from "../state"
import type { Switches } from "../switches"
import { statusAllows } from "./status-table"
import { type Circumstances, type Verdict, withOrder } from "./verdict"

const FINAL = "Customer details cannot be updated."
const notAllowed = (reason: string) => refuse(403, "NOT_ALLOWED", `${reason} ${FINAL}`)

const mandatory = ["given_name", "family_name", "street_address", "postal_code", "city", "country"] as const
const regionMarkets = ["US", "CA", "AU", "MX"]

/** Changes single address fields; `""` empties one. Every change is a credit check, and one refusal refuses all. */
export function updateCustomerDetails(
  stored: StoredOrder,
  body: UpdateCustomerDetails,
  { switches }: Circumstances
): Verdict {
  const { order } = stored
  const cleared = clearedMandatory("shipping_address", order.shipping_address, body.shipping_address, switches)
  const clearedBilling = clearedMandatory("billing_address", order.billing_address, body.billing_address, switches)
  if (cleared ?? clearedBilling) return (cleared ?? clearedBilling) as Refusal
  if (!statusAllows("customer-details", order.status, switches)) {
    return notAllowed(`Order is ${order.status.toLowerCase().replace("_", " ")}.`)
  }
  if (refusesBilling(order.billing_address, body.billing_address, switches)) {
    return notAllowed("Billing address cannot be updated for user account order.")
  }
  const refused = refusedByRisk(stored, body, switches)
  if (refused) return refused
  return { stored: withOrder(stored, addressesAfter(stored, body)) }
}

const addressesAfter = ({ order }: StoredOrder, { shipping_address, billing_address }: UpdateCustomerDetails) => ({
  ...(shipping_address && { shipping_address: merge(order.shipping_address, shipping_address) }),
  ...(billing_address && { billing_address: merge(order.billing_address, billing_address) }),
})

function merge(known: Address = {}, change: Address): Address {
  const merged = Object.entries({ ...known, ...change })
  return Object.fromEntries(merged.filter(([, value]) => value !== ""))
}

const changes = (known: Address = {}, change: Address = {}, fields = Object.keys(change)) =>
  fields.some(
    (field) => field in change && (change[field as keyof Address] ?? "") !== (known[field as keyof Address] ?? "")
  )

const refusesBilling = (known: Address | undefined, change: Address | undefined, switches: Switches) =>
  change !== undefined &&
  (switches.billing_address_update === "refuse" ||
    (switches.billing_address_update === "refuse_when_changed" && changes(known, change)))

function refusedByRisk(stored: StoredOrder, body: UpdateCustomerDetails, switches: Switches): Refusal | undefined {
  const { shipping_address } = stored.order
  if (riskAnswer(stored, "address") === "refuse") return notAllowed("Address was not approved.")
  if (switches.address_country_change === "refuse" && changes(shipping_address, body.shipping_address, ["country"])) {
    return notAllowed("Country cannot be changed.")
  }
  const names = ["given_name", "family_name"]
  if (switches.address_name_change === "refuse" && changes(shipping_address, body.shipping_address, names)) {
    return notAllowed("Recipient cannot be changed.")
  }
  return undefined
}

function clearedMandatory(
  name: string,
  known: Address = {},
  change: Address | undefined,
  switches: Switches
): Refusal | undefined {
  if (!change || switches.clearing_mandatory_field === "accept") return undefined
  const country = (change.country || known.country || "").toUpperCase()
  const fields = regionMarkets.includes(country) ? [...mandatory, "region" as const] : mandatory
  const cleared = fields.filter((field) => change[field] === "")
  if (!cleared.length) return undefined
  return refuse(
    422,
    "INVALID_ADDRESS",
    `Mandatory fields cannot be cleared: ${cleared.map((f) => `${name}.${f}`).join(", ")}`
  )
}
