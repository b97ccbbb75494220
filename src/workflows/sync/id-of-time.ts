/** Crockford's digits, in which a ULID is written. https://github.com/ulid/spec */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/**
 * The smallest id that Medusa can have made at this moment (ms): its ids are ULIDs, so they sort by time and "since then" is a range of
 * primary keys. Source: `@medusajs/utils/dist/common/generate-entity-id.js`.
 */
export function idOfTime(prefix: string, time: number): string {
  let rest = time
  let digits = ""
  for (let place = 0; place < 10; place++) {
    digits = DIGITS[rest % 32] + digits
    rest = Math.floor(rest / 32)
  }
  return `${prefix}_${digits}${"0".repeat(16)}`
}
