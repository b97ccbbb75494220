import type { Followed } from "./agreement"
import type { Shop } from "./shop"

/**
 * Adds a scarf to an order of a buyer whom Klarna knows for a risk (a mail address with "+risk"). Klarna is away just
 * then, so that nobody is told no in the same click: the edit is kept, and the refusal comes when Klarna is back.
 */
export async function increaseThatKlarnaRefuses({ klarna, merchant }: Shop, { id }: Followed): Promise<Followed> {
  await klarna.faults({ match: { method: "PATCH", path: "/authorization" }, times: 1, fault: "503" })
  await merchant.editOrder(id, (edit) => edit.addItem("Scarf"))
  return { id, attention: "increase_refused" }
}
