import type { Address, CreateSession, OrderLine, ShippingInfo } from "../../src/klarna"

/** Values of our own for Klarna's exchanges. Amounts in minor units, tax in the price. */

/** 8 bags at 4.50, 12 % tax. */
export const tea: OrderLine = {
  type: "physical",
  reference: "TEA-250",
  name: "Loose tea",
  quantity: 8,
  quantity_unit: "bags",
  unit_price: 450,
  tax_rate: 1_200,
  total_amount: 3_600,
  total_tax_amount: 386,
}

/** One piece at 120.00 less 10.00, 25 % tax, with everything else a line may say. */
export const lamp: OrderLine = {
  type: "physical",
  reference: "LAMP-7",
  name: "Desk lamp",
  quantity: 1,
  quantity_unit: "pcs.",
  unit_price: 12_000,
  tax_rate: 2_500,
  total_amount: 11_000,
  total_discount_amount: 1_000,
  total_tax_amount: 2_200,
  merchant_data: "ordli_7",
  product_url: "https://shop.example/lamps/7",
  image_url: "https://shop.example/lamps/7.jpg",
  product_identifiers: {
    category_path: "Home > Lighting > Desk",
    global_trade_item_number: "4006381333931",
    manufacturer_part_number: "DL-7",
    brand: "Lumo",
  },
}

export const parcel: ShippingInfo = {
  shipping_company: "PostNord",
  shipping_method: "Home",
  tracking_number: "370712345678",
  tracking_uri: "https://parcels.example/370712345678",
  return_shipping_company: "Bring",
  return_tracking_number: "370787654321",
  return_tracking_uri: "https://parcels.example/370787654321",
}

export const home: Address = {
  given_name: "Mira",
  family_name: "Lind",
  email: "mira.lind@example.com",
  title: "Ms",
  street_address: "1200 Alder Street",
  street_address2: "Unit 4",
  postal_code: "97205",
  city: "Portland",
  region: "OR",
  phone: "5035550142",
  country: "US",
}

/** Everything a company's buyer may be asked for; the numbers are nobody's. */
export const buyer = {
  date_of_birth: "1990-02-28",
  title: "Ms",
  gender: "female",
  last_four_ssn: "0000",
  national_identification_number: "900228-0000",
  type: "organization",
  vat_id: "SE000000000001",
  organization_registration_id: "000000-0001",
  organization_entity_type: "LIMITED_COMPANY",
}

/** Where somebody lives, without who: the part of an address that a move changes. */
export const move = {
  street_address: "77 Birch Avenue",
  postal_code: "97401",
  city: "Eugene",
  region: "OR",
  country: "US",
}

/** 25.00 USD in the United States, where lines carry no tax. */
export const notebooks: CreateSession = {
  purchase_country: "US",
  purchase_currency: "USD",
  locale: "en-US",
  billing_address: home,
  shipping_address: home,
  order_amount: 2_500,
  order_tax_amount: 0,
  order_lines: [
    {
      type: "physical",
      reference: "NOTE-A5",
      name: "Notebook",
      quantity: 5,
      unit_price: 500,
      tax_rate: 0,
      total_amount: 2_500,
      total_discount_amount: 0,
      total_tax_amount: 0,
      product_url: "https://shop.example/notebooks",
      image_url: "https://shop.example/notebooks.jpg",
    },
  ],
  merchant_urls: {
    confirmation: "https://shop.example/thanks",
    notification: "https://shop.example/klarna/notification",
  },
  merchant_reference1: "1042",
}
