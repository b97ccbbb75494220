/** A line of an order in one of its versions. Prices in major units. */
export interface ItemVersion {
  item_id: string
  quantity: number
  unit_price: number
}

export interface InverseEdit {
  /** Lines that the order has now, as they shall be again; the price where the edit changed it. */
  updates: { id: string; quantity: number; unit_price?: number }[]
  /** Lines that the edit took out. */
  additions: ItemVersion[]
}

/** What undoes an edit's changes of lines, whatever else happened to the order since. Both lists empty: it changed none. */
export function inverseEdit(before: ItemVersion[], after: ItemVersion[], now: ItemVersion[]): InverseEdit {
  const touched = idsOf(before, after).filter((id) => !isSame(find(before, id), find(after, id)))
  const isThere = (id: string) => find(now, id) !== undefined
  return {
    updates: touched.filter(isThere).map((id) => updateOf(id, find(before, id), find(after, id), find(now, id))),
    additions: touched.filter((id) => !isThere(id)).flatMap((id) => find(before, id) ?? []),
  }
}

function updateOf(
  id: string,
  before: ItemVersion | undefined,
  after: ItemVersion | undefined,
  now: ItemVersion | undefined
): InverseEdit["updates"][number] {
  const quantity = Math.max(quantityOf(now) + quantityOf(before) - quantityOf(after), 0)
  const isRepriced = before && after && before.unit_price !== after.unit_price
  return { id, quantity, ...(isRepriced && { unit_price: before.unit_price }) }
}

const find = (items: ItemVersion[], id: string) => items.find(({ item_id }) => item_id === id)
const quantityOf = (item: ItemVersion | undefined) => item?.quantity ?? 0
const idsOf = (...versions: ItemVersion[][]) => [...new Set(versions.flat().map(({ item_id }) => item_id))]
const isSame = (a: ItemVersion | undefined, b: ItemVersion | undefined) =>
  a?.quantity === b?.quantity && a?.unit_price === b?.unit_price
