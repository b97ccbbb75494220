import type { OrderLine } from "../../klarna/types"
import type { OrderFulfillment } from "../order-fields"
import { shipmentsOf } from "../shipments"
import { aLine } from "./support/order-line"

const packed = (id: string, created_at: string, changed: Partial<OrderFulfillment> = {}): OrderFulfillment => ({
  id,
  created_at,
  shipped_at: "2026-02-01T10:00:00Z",
  items: [],
  ...changed,
})
const lines: OrderLine[] = [aLine("mug", 1, 4000), aLine("shirt", 2, 10000), aLine("gift", 1, 0, { reference: "" })]
const idsOf = (order: Parameters<typeof shipmentsOf>[0]) => shipmentsOf(order, lines).map(({ id }) => id)

describe("The shipments of an order", () => {
  const out = [packed("ful_a", "2026-01-02"), packed("ful_c", "2026-01-04"), packed("ful_d", "2026-01-04")]
  const back = packed("ful_b", "2026-01-03")

  it.each([[out], [[...out].reverse()]])(
    "are the oldest first, whatever the database answers first",
    (fulfillments) => {
      expect(idsOf({ fulfillments, returns: [{ fulfillments: [back] }] })).toEqual(["ful_a", "ful_b", "ful_c", "ful_d"])
    }
  )

  it("are none where nothing was packed and nothing comes back", () => {
    expect(idsOf({ fulfillments: null, returns: null })).toEqual([])
    expect(idsOf({ returns: [null, { canceled_at: "2026-01-05", fulfillments: [back] }] })).toEqual([])
    expect(idsOf({ fulfillments: out, returns: [{ fulfillments: null }, { fulfillments: [null] }] })).toHaveLength(3)
  })

  it("have no time and no goods where Medusa knows none", () => {
    const unknown = packed("ful_a", "", { created_at: null, items: null })
    expect(shipmentsOf({ fulfillments: [unknown] }, lines)).toMatchObject([{ packed_at: 0, goods: [] }])
    expect(shipmentsOf({ fulfillments: out }, lines)[0].packed_at).toBe(Date.UTC(2026, 0, 2))
  })

  it("name what is inside as Klarna's lines do; what has no line there, or no reference, by Medusa's id alone", () => {
    const items = ["shirt", "gone", "gift"].map((line_item_id) => ({ line_item_id, quantity: 1 }))
    const [{ goods }] = shipmentsOf(
      { fulfillments: [packed("ful_a", "2026-01-02", { items: [null, ...items] })] },
      lines
    )
    expect(goods).toEqual([
      { line_id: "shirt", reference: "sku-shirt", quantity: 1 },
      { line_id: "gone", quantity: 1 },
      { line_id: "gift", quantity: 1 },
    ])
  })

  it("have a kit's pieces once, whichever of its parts is listed first", () => {
    const items = [1, 2].map((quantity) => ({ line_item_id: "shirt", quantity }))
    const [{ goods }] = shipmentsOf({ fulfillments: [packed("ful_a", "2026-01-02", { items })] }, lines)
    expect(goods).toMatchObject([{ line_id: "shirt", quantity: 2 }])
  })
})
