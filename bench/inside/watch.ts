import type { MedusaContainer } from "@medusajs/framework/types"
import { type Moment, watchStatements } from "./watch-statements"

let watching: ReturnType<typeof watchStatements> | undefined

/** From here on this process notes its statements. */
export async function watch(_: MedusaContainer, __: object): Promise<void> {
  watching ??= watchStatements()
}

/** What it noted since. */
export async function watched(_: MedusaContainer, __: object): Promise<{ moments: Moment[] }> {
  const moments = watching?.stop() ?? []
  watching = undefined
  return { moments }
}
