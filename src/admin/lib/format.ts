/** Medusa's language codes are not always what `Intl` knows: `enGB` is its `en-GB`. */
export const localeOf = (language: string) => language.replace(/^([a-z]{2})([A-Z])/, "$1-$2")

/** Klarna's minor units as people read them; all of Klarna's currencies have two decimals. */
export function formatAmount(minor: number | null, currency: string | null, language: string): string {
  if (minor === null || !currency) return "–"
  const options = { style: "currency", currency, minimumFractionDigits: 2 } as const
  return new Intl.NumberFormat(localeOf(language), options).format(minor / 100)
}

export function formatDate(iso: string | null, language: string): string {
  return iso ? new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium" }).format(new Date(iso)) : "–"
}

export function formatTime(iso: string | null, language: string): string {
  const options = { dateStyle: "medium", timeStyle: "short" } as const
  return iso ? new Intl.DateTimeFormat(localeOf(language), options).format(new Date(iso)) : "–"
}

export function formatCountry(code: string, language: string): string {
  return new Intl.DisplayNames([localeOf(language)], { type: "region" }).of(code) ?? code
}

/** "a, b and c". */
export function formatList(parts: string[], language: string): string {
  return new Intl.ListFormat(localeOf(language), { type: "conjunction" }).format(parts)
}

const DAY_MS = 86_400_000

/** Whole days that are left; negative: over. */
export function daysUntil(iso: string, now = Date.now()): number {
  return Math.floor((new Date(iso).getTime() - now) / DAY_MS)
}
