/** What the store sells and where. Prices in the currency's major unit. */

export type Country = "se" | "de" | "us"
export type ProductName = "Shirt" | "Mug" | "Scarf" | "Poster"
export type ShippingName = "Standard" | "Express" | "DHL" | "UPS"

export interface Address {
  first_name: string
  last_name: string
  address_1: string
  address_2?: string
  company?: string
  city: string
  postal_code: string
  province?: string
  country_code: string
  phone?: string
}

export interface Market {
  name: string
  currency: string
  tax: { name: string; code: string; rate: number }
  /** Gross prices (VAT) or net ones (sales tax is added). */
  taxInclusive: boolean
  shipping: Partial<Record<ShippingName, number>>
  /** A buyer that Klarna's playground approves of. */
  buyer: { email: string; address: Address }
}

export const markets: Record<Country, Market> = {
  se: {
    name: "Sweden",
    currency: "sek",
    tax: { name: "Moms", code: "se25", rate: 25 },
    taxInclusive: true,
    shipping: { Standard: 50, Express: 120 },
    buyer: {
      email: "alva@example.com",
      address: {
        first_name: "Alva",
        last_name: "Lind",
        address_1: "Sveavägen 46",
        city: "Stockholm",
        postal_code: "111 34",
        country_code: "se",
        phone: "+46701740615",
      },
    },
  },
  de: {
    name: "Germany",
    currency: "eur",
    tax: { name: "MwSt", code: "de19", rate: 19 },
    taxInclusive: true,
    shipping: { DHL: 4.9 },
    buyer: {
      email: "mara@example.com",
      address: {
        first_name: "Mara",
        last_name: "Vogel",
        address_1: "Chausseestraße 117",
        city: "Berlin",
        postal_code: "10115",
        country_code: "de",
        phone: "+4930123456",
      },
    },
  },
  us: {
    name: "United States",
    currency: "usd",
    tax: { name: "Sales tax", code: "us825", rate: 8.25 },
    taxInclusive: false,
    shipping: { UPS: 7.5 },
    buyer: {
      email: "jo@example.com",
      address: {
        first_name: "Jo",
        last_name: "Reed",
        address_1: "509 Amsterdam Ave",
        city: "New York",
        postal_code: "10024",
        province: "us-ny",
        country_code: "us",
        phone: "+12125550123",
      },
    },
  },
}

/** Scarf is always reduced (an automatic promotion); Poster has a price that divides badly. */
export const products: Record<ProductName, Record<"sek" | "eur" | "usd", number>> = {
  Shirt: { sek: 100, eur: 20, usd: 20 },
  Mug: { sek: 40, eur: 8, usd: 8 },
  Scarf: { sek: 200, eur: 40, usd: 40 },
  Poster: { sek: 33.33, eur: 9.99, usd: 6.67 },
}

/** Codes a buyer may enter: 10 % off all items; 25 (SEK, taxes included) off the cart. */
export const promotions = { percent: "TENOFF", fixed: "TWENTYFIVEOFF" } as const

export const providers = { klarna: "pp_klarna_klarna", manual: "pp_system_default" } as const
