import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { formatAmount, formatCountry, formatDate, formatList, formatTime } from "./format"

/** Amounts, dates and lists in the language of whoever is logged in. */
export function useFormat(currency: string | null = null) {
  const { language } = useTranslation("klarna").i18n
  return useMemo(
    () => ({
      amount: (minor: number | null) => formatAmount(minor, currency, language),
      date: (iso: string | null) => formatDate(iso, language),
      time: (iso: string | null) => formatTime(iso, language),
      country: (code: string) => formatCountry(code, language),
      list: (parts: string[]) => formatList(parts, language),
    }),
    [currency, language]
  )
}

export type Format = ReturnType<typeof useFormat>
