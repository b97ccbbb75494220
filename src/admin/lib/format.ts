/** Klarna's minor units as people read them; all of Klarna's currencies have two decimals. */
export function formatAmount(minor: number | null, currency: string | null, locale: string): string {
  if (minor === null || !currency) return "–"
  return new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: 2 }).format(minor / 100)
}

export function formatDate(iso: string | null, locale: string): string {
  return iso ? new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso)) : "–"
}
