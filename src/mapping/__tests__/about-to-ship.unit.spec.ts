import type { OrderStatus } from "../../klarna/types"
import { isAboutToShipUnseen } from "../about-to-ship"

const read_at = new Date("2026-03-10T12:00:00Z")
const packedAt = (created_at: string, canceled_at: string | null = null) => ({
  fulfillments: [{ id: "ful_1", created_at, canceled_at }],
})
const isUnseen = (
  order: ReturnType<typeof packedAt>,
  status: OrderStatus = "AUTHORIZED",
  read: Date | null = read_at
) => isAboutToShipUnseen(order, { status, read_at: read })

describe("Klarna is looked at before goods leave", () => {
  it("when they were packed more than an hour after the last look", () => {
    expect(isUnseen(packedAt("2026-03-10T13:00:01Z"))).toBe(true)
    expect(isUnseen(packedAt("2026-03-10T13:00:01Z"), "PART_CAPTURED")).toBe(true)
  })

  it("when nobody ever looked", () => expect(isUnseen(packedAt("2026-03-09T12:00:00Z"), "AUTHORIZED", null)).toBe(true))

  it("not when the last look was shortly before, or after it", () => {
    expect(isUnseen(packedAt("2026-03-10T12:59:59Z"))).toBe(false)
    expect(isUnseen(packedAt("2026-03-10T13:00:00Z"))).toBe(false)
    expect(isUnseen(packedAt("2026-03-09T12:00:00Z"))).toBe(false)
  })

  it("not for a fulfilment that was cancelled, nor where nothing is packed", () => {
    expect(isUnseen(packedAt("2026-03-10T15:00:00Z", "2026-03-10T16:00:00Z"))).toBe(false)
    expect(isAboutToShipUnseen({ fulfillments: null }, { status: "AUTHORIZED", read_at })).toBe(false)
  })

  it.each<OrderStatus>(["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"])("not when it is %s already", (status) => {
    expect(isUnseen(packedAt("2026-03-10T15:00:00Z"), status)).toBe(false)
  })
})
