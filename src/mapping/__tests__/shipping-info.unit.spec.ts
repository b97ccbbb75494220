import fc from "fast-check"
import type { OrderFulfillment } from "../order-fields"
import { parcelFingerprint } from "../parcels"
import { shipmentsOf } from "../shipments"
import { SHIPPING_METHODS, shippingInfo } from "../shipping-info"

const label = (tracking_number: string, tracking_url = "", id = "fulla_1") => ({ id, tracking_number, tracking_url })

const fulfillment = (changed: Partial<OrderFulfillment> = {}): OrderFulfillment => ({
  id: "ful_1",
  created_at: "2026-01-01T10:00:00Z",
  shipped_at: "2026-01-02T10:00:00Z",
  provider_id: "manual_manual",
  labels: [label("SE1", "https://track.example/SE1")],
  items: [{ line_item_id: "ordli_1", quantity: 1 }],
  shipping_option: { name: "Standard" },
  ...changed,
})

describe("What Klarna is told of a parcel", () => {
  it("is its number and link; a carrier that nobody named is not made up", () => {
    expect(shippingInfo(fulfillment())).toEqual([{ tracking_number: "SE1", tracking_uri: "https://track.example/SE1" }])
  })

  it.each([
    [{ metadata: { carrier: "Budbee Evening" } }, "Budbee Evening"],
    [{ metadata: { carrier: 7 }, shipping_option: { name: "DHL Paket" } }, "DHL"],
    [{ shipping_option: { name: "Standard", type: { label: "PostNord MyPack" } } }, "PostNord"],
    [{ provider_id: "dhl_dhl" }, "DHL"],
    [{ provider_id: "ups_ups" }, "UPS"],
    [{ shipping_option: { name: "Groups and Bringers" } }, undefined],
    [{ provider_id: "manual_manual", shipping_option: null }, undefined],
  ])("names the carrier of %j: %s", (changed, carrier) => {
    expect(shippingInfo(fulfillment(changed))[0].shipping_company).toBe(carrier)
  })

  it.each<[Partial<OrderFulfillment>, string | undefined]>([
    [{ metadata: { shipping_method: "pickuppoint" } }, "PickUpPoint"],
    [{ metadata: { shipping_method: "by dove" } }, undefined],
    [{ requires_shipping: false }, "Digital"],
    [{ shipping_option: { service_zone: { fulfillment_set: { type: "pickup" } } } }, "PickUpStore"],
    [{ shipping_option: { service_zone: { fulfillment_set: null } } }, undefined],
    [{ shipping_option: { service_zone: null } }, undefined],
  ])("names the way of %j as Klarna does: %s", (changed, method) => {
    expect(shippingInfo(fulfillment(changed))[0].shipping_method).toBe(method)
  })

  it("is the way back for goods that come back", () => {
    expect(shippingInfo(fulfillment({ metadata: { carrier: "DHL" } }), true)).toEqual([
      {
        return_shipping_company: "DHL",
        return_tracking_number: "SE1",
        return_tracking_uri: "https://track.example/SE1",
      },
    ])
  })

  it("is one parcel for each label, in the order in which they were made", () => {
    const labels = [label("SE2", "", "fulla_2"), label("", "", "fulla_3"), label("SE1", "", "fulla_1"), null]
    const parcels = [{ tracking_number: "SE1" }, { tracking_number: "SE2" }]
    expect(shippingInfo(fulfillment({ labels }))).toEqual(parcels)
    expect(shippingInfo(fulfillment({ labels: [...labels].reverse() }))).toEqual(parcels)
  })

  const anything = fc.oneof(fc.string({ maxLength: 1500 }), fc.webUrl({ size: "large" }), fc.constant(null))
  const anyFulfillment: fc.Arbitrary<OrderFulfillment> = fc.record({
    id: fc.constant("ful_1"),
    provider_id: anything,
    requires_shipping: fc.boolean(),
    metadata: fc.option(fc.record({ carrier: anything, shipping_method: fc.oneof(anything, fc.constant("home")) })),
    labels: fc.array(fc.record({ id: fc.string(), tracking_number: anything, tracking_url: anything })),
    shipping_option: fc.option(fc.record({ name: anything })),
  })

  it("is never more than Klarna takes, whatever stands in Medusa, and never empty", () => {
    fc.assert(
      fc.property(anyFulfillment, fc.boolean(), (given, isReturn) => {
        for (const info of shippingInfo(given, isReturn)) {
          const { shipping_method, tracking_uri, return_tracking_uri, ...texts } = info
          for (const text of Object.values(texts)) expect(text!.length).toBeLessThanOrEqual(100)
          for (const uri of [tracking_uri, return_tracking_uri].filter((each) => each !== undefined)) {
            expect(uri.length).toBeLessThanOrEqual(1024)
            expect(["http:", "https:"]).toContain(new URL(uri).protocol)
          }
          if (shipping_method) expect(SHIPPING_METHODS).toContain(shipping_method)
          expect(Object.values(info).every((value) => value !== "" && value !== undefined)).toBe(true)
          const way = isReturn ? "return_tracking" : "tracking"
          expect(Object.keys(info).some((key) => key.startsWith(way))).toBe(true)
        }
      })
    )
  })

  const linkOf = (url: string) => shippingInfo(fulfillment({ labels: [label("SE1", url)] }))[0].tracking_uri
  const ofLength = (length: number) => "https://t.example/".padEnd(length, "x")

  it.each([
    ["http://t.example/SE1", "http://t.example/SE1"],
    ["HTTPS://T.example/SE1", "https://t.example/SE1"],
    [" https://t.example/SE1\n", "https://t.example/SE1"],
    [ofLength(1024), ofLength(1024)],
    [` ${ofLength(1024)} `, ofLength(1024)],
  ])("has a link of the web as it is: %s", (url, link) => {
    expect(linkOf(url)).toBe(link)
  })

  it.each([
    ["is longer than Klarna takes", ofLength(1025)],
    // Written out, the last space is `%20`.
    ["is longer than Klarna takes once it is written out", `${ofLength(1021)} xx`],
    ["only carries one of the web", "javascript:location='https://t.example/SE1'"],
    ["is longer than Klarna takes as it was written", `https://t.example/${"../".repeat(400)}`],
  ])("has no link that %s", (_what, url) => {
    expect(linkOf(url)).toBeUndefined()
  })

  it.each(["javascript:alert(1)", "track.example/SE1", "ftp://track.example", `https://t.example/${"x".repeat(1020)}`])(
    "has no link that is none: %s",
    (url) => {
      expect(shippingInfo(fulfillment({ labels: [label("SE1", url)] }))).toEqual([{ tracking_number: "SE1" }])
      expect(shippingInfo(fulfillment({ labels: [label("", url)] }))).toEqual([])
    }
  )
})

describe("What has left", () => {
  const lines = [
    { name: "Shirt", reference: "SHIRT", merchant_data: "ordli_1", quantity: 2, unit_price: 1, total_amount: 2 },
  ]
  const numbers = (shipments: ReturnType<typeof shipmentsOf>) =>
    shipments.flatMap(({ parcels }) => parcels.map((each) => each.tracking_number ?? each.return_tracking_number))

  it("is told; what is only packed, or was unpacked, is not", () => {
    const fulfillments = [
      fulfillment({ id: "ful_1" }),
      fulfillment({ id: "ful_2", shipped_at: null, labels: [label("packed")] }),
      fulfillment({ id: "ful_3", shipped_at: null, delivered_at: "2026-01-03T10:00:00Z", labels: [label("there")] }),
      fulfillment({ id: "ful_4", canceled_at: "2026-01-03T10:00:00Z", labels: [label("unpacked")] }),
      null,
    ]
    const shipments = shipmentsOf({ fulfillments }, lines)
    expect(shipments.map(({ id }) => id)).toEqual(["ful_1", "ful_2", "ful_3"])
    expect(numbers(shipments)).toEqual(["SE1", "there"])
  })

  it("names its goods by the order's lines, the parts of a kit once", () => {
    const items = [
      { line_item_id: "ordli_1", quantity: 2 },
      { line_item_id: "ordli_1", quantity: 1 },
      { line_item_id: null, quantity: 1 },
    ]
    expect(shipmentsOf({ fulfillments: [fulfillment({ items })] }, lines)[0].goods).toEqual([
      { line_id: "ordli_1", reference: "SHIRT", quantity: 2 },
    ])
  })

  it("tells a return's label at once, and not that of a return that was cancelled", () => {
    const back = (canceled_at: string | null, number: string) => ({
      canceled_at,
      fulfillments: [fulfillment({ shipped_at: null, labels: [label(number)] })],
    })
    const shipments = shipmentsOf({ returns: [back(null, "BACK"), back("2026-01-03T10:00:00Z", "GONE")] }, lines)
    expect(numbers(shipments)).toEqual(["BACK"])
    expect(shipments[0].is_return).toBe(true)
  })
})

describe("A parcel is the same parcel", () => {
  const same = (a: object, b: object) => parcelFingerprint(a, "salt") === parcelFingerprint(b, "salt")

  it("when its carrier or link is filled in later, or its number is spelled otherwise", () => {
    expect(same({ tracking_number: "SE 1-x" }, { tracking_number: "SE1X", shipping_company: "DHL" })).toBe(true)
    expect(same({ tracking_number: "SE1" }, { tracking_number: "SE1", tracking_uri: "https://t.example" })).toBe(true)
  })

  it("and another one with another number, another link where it has none, or on its way back", () => {
    expect(same({ tracking_number: "SE1" }, { tracking_number: "SE2" })).toBe(false)
    expect(same({ tracking_uri: "https://t.example/1" }, { tracking_uri: "https://t.example/2" })).toBe(false)
    expect(same({ tracking_number: "SE1" }, { return_tracking_number: "SE1" })).toBe(false)
    expect(parcelFingerprint({ tracking_number: "SE1" }, "a")).not.toBe(
      parcelFingerprint({ tracking_number: "SE1" }, "b")
    )
  })
})
