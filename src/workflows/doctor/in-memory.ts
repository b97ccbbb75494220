/** A module in Medusa's configuration, as far as it says where things are kept. */
interface Configured {
  resolve?: unknown
  options?: unknown
}

const SHARED = /redis|postgres/

/** What several instances have to share, by the names that modules have in Medusa's configuration. */
const needed: Record<string, string> = { event_bus: "events", workflows: "workflows", locking: "locks" }

/** What this store keeps in one process's memory. A module that nobody knows is taken for shared. */
export function inMemoryModules(modules: Record<string, Configured | boolean | undefined>): string[] {
  return Object.entries(needed).flatMap(([name, what]) => (isInMemory(modules[name]) ? [what] : []))
}

function isInMemory(configured: Configured | boolean | undefined): boolean {
  const { resolve, options } = typeof configured === "object" ? configured : {}
  const resolved = typeof resolve === "string" ? resolve : ""
  const { providers } = (options ?? {}) as { providers?: { resolve?: unknown }[] }
  const places = [resolved, ...(providers ?? []).map((provider) => String(provider.resolve))]
  const isMedusas =
    !resolved || /^@medusajs\/(medusa\/)?(event-bus-local|workflow-engine-inmemory|locking)$/.test(resolved)
  return isMedusas && !places.some((place) => SHARED.test(place))
}
