import type { Operation } from "../types"
import { mayStillHappen } from "../what-became"

const now = Date.parse("2026-11-23T12:00:00Z")
const ago = (seconds: number) => new Date(now - seconds * 1000)
const row = (sent_at: Date | null, finished_at: Date | null) => ({ sent_at, finished_at }) as Operation

it.each([
  ["was never sent", row(null, null), false],
  ["was sent a moment ago", row(ago(1), null), true],
  ["was given up a moment ago after a long wait", row(ago(100), ago(60)), true],
  ["was sent, repeated and given up minutes ago", row(ago(200), ago(160)), false],
  ["was sent again, whatever came of it before", row(ago(5), ago(600)), true],
])("A row that %s", (_, operation, expected) => {
  expect(mayStillHappen(operation, now)).toBe(expected)
})
