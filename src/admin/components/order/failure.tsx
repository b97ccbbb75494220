import { XMarkMini } from "@medusajs/icons"
import { Alert, IconButton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"

/** Why the last action was not done. It stays until it was read: Klarna's reasons are longer than a toast. */
export function Failure() {
  const { t } = useTranslation("klarna")
  const { failure, forgetFailure } = useOrderWindow()
  return (
    <div role="alert" className="empty:hidden">
      {failure && (
        <Alert variant="error" className="grid-cols-[20px_minmax(0,1fr)]">
          <div className="flex items-start justify-between gap-x-2">
            <Text size="small" className="break-words">
              {failure}
            </Text>
            <IconButton size="2xsmall" variant="transparent" aria-label={t("error.dismiss")} onClick={forgetFailure}>
              <XMarkMini />
            </IconButton>
          </div>
        </Alert>
      )}
    </div>
  )
}
