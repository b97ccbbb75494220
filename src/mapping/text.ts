/** One line of text without markup, which may get a request rejected; at most `max` UTF-16 units and no halved character. */
export const clean = (text: string | null | undefined, max: number): string =>
  cut(
    (text ?? "")
      .replace(/[\p{Cc}<>]/gu, " ")
      .replace(/\s+/g, " ")
      .trim(),
    max
  )

export const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "")
