import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** One event for each order, as Medusa emits them. */
export function emit(container: MedusaContainer, { name, ids }: { name: string; ids: string[] }): Promise<void> {
  return container.resolve(Modules.EVENT_BUS).emit(ids.map((id) => ({ name, data: { id } })))
}
