import { isDeepStrictEqual } from "node:util"
import type { ResolvedKlarnaOptions } from "./options"

/*
 * Medusa builds plugin and provider apart, from options that a store writes twice or shares. In one process both leave here what they got,
 * so that somebody can say when it is not the same.
 */
type Part = "plugin" | "provider"

const parts = new Map<Part, ResolvedKlarnaOptions>()

export function noteOptions(part: Part, options: ResolvedKlarnaOptions): void {
  parts.set(part, options)
}

/** The names of options that plugin and provider have differently; undefined when one of the two was never built. */
export function differingOptions(): string[] | undefined {
  const [plugin, provider] = [parts.get("plugin"), parts.get("provider")]
  if (!plugin || !provider) return undefined
  const names = [...new Set([...Object.keys(plugin), ...Object.keys(provider)])] as (keyof ResolvedKlarnaOptions)[]
  return names.filter((name) => !isDeepStrictEqual(comparable(plugin[name]), comparable(provider[name])))
}

/** Functions were wrapped for each part: which there are has to do. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null, (_, each) => (typeof each === "function" ? "a function" : each)))
