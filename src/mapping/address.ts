import type { Address } from "../klarna/types"
import { addressFingerprints } from "./fingerprint"
import { clean } from "./text"
import type { AddressFingerprints } from "./types"

/** An address as Medusa keeps it, on a cart or an order. */
export interface MedusaAddress {
  first_name?: string | null
  last_name?: string | null
  company?: string | null
  address_1?: string | null
  address_2?: string | null
  city?: string | null
  province?: string | null
  postal_code?: string | null
  country_code?: string | null
  phone?: string | null
}

export interface AddressDiff {
  /** Changed fields only; `""` clears one. Empty: nothing to tell. */
  changes: Address
  /** Emptied in Medusa, but Klarna does not take an empty value for them. */
  cleared_mandatory: (keyof Address)[]
  /** What Klarna will have acknowledged once it accepted `changes`. */
  fields: AddressFingerprints
}

/** The stricter limits of Klarna Payments, so that purchase and update agree. https://docs.klarna.com/api/payments/ */
const LIMIT = 99
const POSTAL_CODE_LIMIT = 10

const NEEDS_REGION = ["US", "CA", "AU", "MX"]

/** What Medusa has a field for. Klarna may know more (a title, the shopper's own additions): not ours to clear. */
const CLEARABLE: (keyof Address)[] = [
  ...(["given_name", "family_name", "organization_name", "street_address", "street_address2"] as const),
  ...(["postal_code", "city", "region", "country", "phone"] as const),
]

export const isClearable = (field: keyof Address): boolean => CLEARABLE.includes(field)

/** Absent and empty fields are left out; undefined where Medusa has no address. */
export function klarnaAddress(address: MedusaAddress | null | undefined, email?: string | null): Address | undefined {
  if (!address) return undefined
  const mapped: Address = {
    given_name: clean(address.first_name, LIMIT),
    family_name: clean(address.last_name, LIMIT),
    organization_name: clean(address.company, LIMIT),
    street_address: clean(address.address_1, LIMIT),
    street_address2: clean(address.address_2, LIMIT),
    postal_code: clean(address.postal_code, POSTAL_CODE_LIMIT),
    city: clean(address.city, LIMIT),
    region: clean(regionOf(address), LIMIT),
    country: clean(address.country_code, 2).toUpperCase(),
    phone: clean(address.phone, LIMIT),
    email: clean(email, LIMIT),
  }
  return Object.fromEntries(Object.entries(mapped).filter(([, value]) => value))
}

/** Medusa names a province by its ISO 3166-2 code where taxes depend on it (`us-ny`); Klarna wants the part after the country. */
function regionOf({ province, country_code }: MedusaAddress): string | null | undefined {
  const [, country, code] = /^([a-z]{2})-([a-z0-9]{1,3})$/i.exec(province ?? "") ?? []
  return country && country.toLowerCase() === country_code?.toLowerCase() ? code.toUpperCase() : province
}

/** Klarna says that mandatory fields cannot be cleared and names none: the careful set. */
export const MANDATORY_FIELDS = (country?: string): (keyof Address)[] => [
  ...(["given_name", "family_name", "street_address", "postal_code", "city", "country"] as const),
  ...(NEEDS_REGION.includes(country?.toUpperCase() ?? "") ? (["region"] as const) : []),
]

/** What Klarna has to be told so that its address is `wanted`. The email is never cleared: it may live in the other address. */
export function diffAddress(wanted: Address, acknowledged: AddressFingerprints | undefined, salt: string): AddressDiff {
  const known = acknowledged ?? {}
  const next = addressFingerprints(wanted, salt)
  const changed = fieldsOf(next).filter((field) => next[field] !== known[field])
  const gone = CLEARABLE.filter((field) => known[field] && !next[field])
  const mandatory = MANDATORY_FIELDS(wanted.country)
  const cleared = gone.filter((field) => !mandatory.includes(field))
  return {
    changes: {
      ...Object.fromEntries(changed.map((field) => [field, wanted[field]])),
      ...Object.fromEntries(cleared.map((field) => [field, ""])),
    },
    cleared_mandatory: gone.filter((field) => mandatory.includes(field)),
    fields: Object.fromEntries(
      Object.entries({ ...known, ...next }).filter(([key]) => !cleared.some((field) => field === key))
    ),
  }
}

const fieldsOf = (fingerprints: AddressFingerprints) => Object.keys(fingerprints) as (keyof Address)[]
