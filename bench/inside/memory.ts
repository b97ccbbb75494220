import type { MedusaContainer } from "@medusajs/framework/types"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** What this process holds after its garbage is gone, and what the system gave it; megabytes. */
export async function memory(_: MedusaContainer, __: object): Promise<{ heap: number; resident: number }> {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  // Twice: the first run sets finalizers off.
  collect()
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 }
}
