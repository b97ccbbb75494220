import { toast, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import { confirmationOf } from "./confirmation"
import { sentenceOf } from "./errors"
import { focused, focusAgain } from "./focus"
import { outcomeOf, type SaidOutcome } from "./outcome-of"
import type { AdminKlarnaOrderResponse, KlarnaAction } from "./types"
import { type ActionRequest, useKlarnaAction } from "./use-klarna-action"
import { useFormat } from "./use-format"

export interface OrderActions {
  /** Asks where it cannot be taken back, does it, and says what came of it. @returns whether it was done. */
  act: (request: ActionRequest) => Promise<boolean>
  /** What is being done. */
  acting: KlarnaAction | undefined
  /** Why the last action failed, until the next one or until it was read. */
  failure: string | undefined
  forgetFailure: () => void
}

export function useOrderActions(orderId: string, answer: AdminKlarnaOrderResponse, isCanceled: boolean): OrderActions {
  const { t } = useTranslation("klarna")
  const format = useFormat(answer.klarna_order.purchase_currency)
  const prompt = usePrompt()
  const navigate = useNavigate()
  const [failure, setFailure] = useState<string>()
  const { mutateAsync, isPending, variables } = useKlarnaAction(orderId)

  const say = ({ tone, message }: SaidOutcome) => toast[tone](t("title"), { description: message })
  const act = async (request: ActionRequest): Promise<boolean> => {
    const from = focused()
    const confirmation = confirmationOf(request, answer, isCanceled, t, format)
    if (confirmation && !(await prompt(confirmation))) return focusAgain(from, false)
    setFailure(undefined)
    try {
      const done = await mutateAsync(request)
      // Medusa's edit screen speaks for itself, and a toast would lie over its button.
      if (request.action === "revert_edit") navigate(`/orders/${orderId}/edits`)
      else say(outcomeOf(request.action, done, t, format))
      return focusAgain(from, true)
    } catch (error) {
      setFailure(sentenceOf(error as Error, t))
      return focusAgain(from, false)
    }
  }
  return { act, acting: isPending ? variables.action : undefined, failure, forgetFailure: () => setFailure(undefined) }
}
