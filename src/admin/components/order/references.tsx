import { PencilSquare } from "@medusajs/icons"
import { Heading, IconButton } from "@medusajs/ui"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import { FactRow } from "../shared/fact-row"
import { ReferencesForm } from "./references-form"

/** The merchant's own names for the order, which Klarna shows and prints into its settlement files. */
export function References() {
  const { t } = useTranslation("klarna")
  const [isEditing, setEditing] = useState(false)
  const { klarna_order: klarna, actions } = useOrderWindow().answer
  const edit = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) edit.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])
  return (
    <div className="flex flex-col py-3">
      <div className="flex items-center justify-between px-6 pb-1">
        <Heading level="h3">{t("references.heading")}</Heading>
        {!isEditing && !actions.references && (
          <IconButton
            ref={edit}
            size="small"
            variant="transparent"
            aria-label={t("references.edit")}
            onClick={() => setEditing(true)}
          >
            <PencilSquare />
          </IconButton>
        )}
      </div>
      {isEditing ? (
        <ReferencesForm onDone={() => setEditing(false)} />
      ) : (
        <dl>
          <FactRow label={t("field.merchant_reference1")} value={klarna.merchant_reference1 || "–"} />
          <FactRow label={t("field.merchant_reference2")} value={klarna.merchant_reference2 || "–"} />
        </dl>
      )}
    </div>
  )
}
