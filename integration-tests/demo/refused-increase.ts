import type { Followed } from "./agreement"
import type { Shop } from "./shop"

/** Adds a scarf to an order of a buyer whom Klarna knows for a risk: a mail address with "+risk". */
export async function increaseThatKlarnaRefuses({ merchant }: Shop, { id }: Followed): Promise<Followed> {
  await merchant.editOrder(id, (edit) => edit.addItem("Scarf"))
  return { id, attention: "increase_refused" }
}
