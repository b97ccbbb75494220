import { generateEntityId } from "@medusajs/framework/utils"
import { idOfTime } from "../id-of-time"

describe("The smallest id of a moment", () => {
  it("is a ULID of that moment", () => {
    // The example of https://github.com/ulid/spec, its random part left out.
    expect(idOfTime("order", 1469918176385)).toBe("order_01ARYZ6S410000000000000000")
    expect(idOfTime("order", 0)).toBe(`order_${"0".repeat(26)}`)
  })

  it("lies between the ids that Medusa made before and after it", () => {
    const before = idOfTime("ordch", Date.now())
    const made = generateEntityId(undefined, "ordch")
    const after = idOfTime("ordch", Date.now() + 1)
    expect([after, made, before].sort()).toEqual([before, made, after])
  })
})
