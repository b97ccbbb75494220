import type { MedusaContainer } from "@medusajs/framework/types"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { syncEach } from "./sync-each"

const PAGE = 200

/**
 * Syncs every order whose time has come, page by page until nothing is due or `until` (ms) is over; then the next run goes on.
 * @returns how many were looked at
 */
export async function reconcileDue(container: MedusaContainer, until: number): Promise<number> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const unresolved = await klarna.wakeUnresolved()
  await syncEach(container, unresolved, until)

  let count = unresolved.length
  let page = await klarna.dueOrders(PAGE)
  while (page.length) {
    await syncEach(
      container,
      page.map(({ order_id }) => order_id),
      until
    )
    count += page.length
    page = page.length < PAGE || Date.now() > until ? [] : await klarna.dueOrders(PAGE, page.at(-1))
  }
  return count
}
