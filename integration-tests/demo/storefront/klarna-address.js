// [guide: address]
/** An address of Medusa as the plugin sends it when it places the order: Klarna compares both. Empty fields are left out. */
export function klarnaAddress(address, email) {
  const fields = {
    given_name: text(address?.first_name),
    family_name: text(address?.last_name),
    organization_name: text(address?.company),
    street_address: text(address?.address_1),
    street_address2: text(address?.address_2),
    postal_code: text(address?.postal_code, 10),
    city: text(address?.city),
    region: text(regionOf(address)),
    country: text(address?.country_code, 2).toUpperCase(),
    phone: text(address?.phone),
    email: text(email),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

/** One line without markup, no longer than Klarna takes. */
const text = (value, longest = 99) =>
  (value ?? "")
    .replace(/[\p{Cc}<>]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, "")

/** Of `us-ny` Klarna wants the part after the country. */
function regionOf(address) {
  const [, country, code] = /^([a-z]{2})-([a-z0-9]{1,3})$/i.exec(address?.province ?? "") ?? []
  const isCode = country && country.toLowerCase() === address.country_code?.toLowerCase()
  return isCode ? code.toUpperCase() : address?.province
}
// [end]
