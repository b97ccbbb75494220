import { inverseEdit, type ItemVersion } from "../inverse-edit"

const item = (item_id: string, quantity: number, unit_price = 100): ItemVersion => ({ item_id, quantity, unit_price })

it("takes out what the edit added", () => {
  const before = [item("shirt", 1)]
  const after = [item("shirt", 1), item("mug", 2)]
  expect(inverseEdit(before, after, after)).toEqual({ updates: [{ id: "mug", quantity: 0 }], additions: [] })
})

it("brings back quantity and price", () => {
  const after = [item("shirt", 3, 80)]
  const updates = [{ id: "shirt", quantity: 1, unit_price: 100 }]
  expect(inverseEdit([item("shirt", 1)], after, after)).toEqual({ updates, additions: [] })
})

it("adds again what the edit took out", () => {
  const before = [item("shirt", 1), item("mug", 2, 40)]
  const after = [item("shirt", 1)]
  expect(inverseEdit(before, after, after)).toEqual({ updates: [], additions: [item("mug", 2, 40)] })
})

it("leaves what has happened to the order since as it is", () => {
  const now = [item("shirt", 5), item("poster", 1)]
  expect(inverseEdit([item("shirt", 1)], [item("shirt", 3)], now).updates).toEqual([{ id: "shirt", quantity: 3 }])
})

it("has nothing to undo where the edit changed no line", () => {
  expect(inverseEdit([item("shirt", 1)], [item("shirt", 1)], [item("shirt", 1)])).toEqual({
    updates: [],
    additions: [],
  })
})
