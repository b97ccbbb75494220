import { ArrowUpRightMini } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"

/** Ways to look closer: both sides beside each other, and Klarna's own portal. */
export function Footer() {
  const { t } = useTranslation("klarna")
  const { answer, compare } = useOrderWindow()
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <Button size="small" variant="secondary" onClick={() => compare("compare")}>
        {t("action.compare")}
      </Button>
      {answer.portal_url && (
        <Button size="small" variant="transparent" asChild>
          <a href={answer.portal_url} target="_blank" rel="noreferrer">
            {t("portal")}
            <ArrowUpRightMini aria-hidden />
          </a>
        </Button>
      )}
    </div>
  )
}
