/** The order's Klarna section: where the focus goes when its button is gone. */
export const SECTION_ID = "medusa-klarna-section"

export const focused = () => document.activeElement as HTMLElement | null

/** Dialogs without a trigger and buttons that were disabled for a while lose the focus: it goes back to where the merchant was. */
export function focusAgain<Answer>(element: HTMLElement | null, answer: Answer): Answer {
  requestAnimationFrame(() => {
    const isLost = !document.activeElement || document.activeElement === document.body
    if (!isLost) return
    const target = element?.isConnected && element !== document.body ? element : document.getElementById(SECTION_ID)
    target?.focus()
  })
  return answer
}
