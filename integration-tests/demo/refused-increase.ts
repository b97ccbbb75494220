import type { HttpError } from "../store/http"
import type { Followed } from "./agreement"
import type { Shop } from "./shop"

/*
 * What happens to an order of a buyer whom Klarna knows for a risk: a mail address with "+risk".
 */

/** Adds a scarf. Klarna is asked first and says no: the merchant reads why, the order stays as it was, and the edit is given up. */
export async function increaseThatKlarnaRefuses({ merchant }: Shop, { id }: Followed): Promise<Followed> {
  const edit = await merchant.beginEdit(id)
  await edit.addItem("Scarf")
  const refusal = await edit.confirm().then(
    () => "nothing: the edit went through",
    (error: HttpError) => error.body.message ?? ""
  )
  await edit.cancel()
  return { id, refusal }
}

/** Ships the shirt and takes it back for a scarf. Medusa's exchanges ask nobody first, so the refusal is shown afterwards. */
export async function exchangeThatKlarnaRefuses({ merchant }: Shop, { id }: Followed): Promise<Followed> {
  await merchant.fulfill(id)
  await merchant.createExchange(id, { back: { Shirt: 1 }, out: { Scarf: 1 } })
  return { id, attention: "increase_refused" }
}
