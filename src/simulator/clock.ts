/** Klarna's time. It runs, and can be moved. */
export class Clock {
  private offsetMs = 0

  now(): Date {
    return new Date(Date.now() + this.offsetMs)
  }

  moveTo(time: Date): void {
    this.offsetMs = time.getTime() - Date.now()
  }

  advance(seconds: number): void {
    this.offsetMs += seconds * 1000
  }

  reset(): void {
    this.offsetMs = 0
  }
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Midnight UTC, so many days after the day of `from`: how Klarna dates an authorization's end. */
export function midnightAfterDays(from: Date, days: number): Date {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + days))
}
