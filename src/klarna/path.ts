/** A path of encoded segments. Ids come from outside: one that would change the path is refused before the network. */
export function pathOf(operation: string, segments: string[]): string {
  return segments.map((segment) => `/${encodeSegment(operation, segment)}`).join("")
}

function encodeSegment(operation: string, segment: string): string {
  if (typeof segment !== "string" || ["", ".", ".."].includes(segment)) {
    throw new TypeError(`${operation} needs an id that is a text, not empty and not made of dots`)
  }
  return encodeURIComponent(segment)
}
