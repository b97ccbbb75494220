import { Button, Hint, Input, Label } from "@medusajs/ui"
import { type FormEvent, type KeyboardEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"

/** Klarna's limit. */
const LONGEST = 255

/** Both references; an empty one is cleared at Klarna, and the defaults are what the store's options say. */
export function ReferencesForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("klarna")
  const { act, acting, answer } = useOrderWindow()
  const { merchant_reference1, merchant_reference2 } = answer.klarna_order
  const [first, setFirst] = useState(merchant_reference1 ?? "")
  const [second, setSecond] = useState(merchant_reference2 ?? "")
  const isTooLong = first.length > LONGEST || second.length > LONGEST
  const changes = {
    ...(first !== (merchant_reference1 ?? "") && { merchant_reference1: first }),
    ...(second !== (merchant_reference2 ?? "") && { merchant_reference2: second }),
  }
  const send = async (body: Record<string, string | null>) => {
    if (await act({ action: "references", body })) onDone()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isTooLong) return
    if (Object.keys(changes).length) void send(changes)
    else onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && onDone()
  return (
    <form onSubmit={onSubmit} onKeyDown={onKeyDown} className="flex flex-col gap-y-3 px-6 pb-1 pt-2">
      <ReferenceField label={t("field.merchant_reference1")} value={first} onChange={setFirst} isFirst />
      <ReferenceField label={t("field.merchant_reference2")} value={second} onChange={setSecond} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          size="small"
          variant="transparent"
          type="button"
          disabled={Boolean(acting)}
          onClick={() => send({ merchant_reference1: null, merchant_reference2: null })}
        >
          {t("references.reset")}
        </Button>
        <Button size="small" variant="secondary" type="button" onClick={onDone}>
          {t("references.cancel")}
        </Button>
        <Button size="small" type="submit" disabled={isTooLong} isLoading={acting === "references"}>
          {t("references.save")}
        </Button>
      </div>
    </form>
  )
}

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  isFirst?: boolean
}

function ReferenceField({ label, value, onChange, isFirst }: FieldProps) {
  const { t } = useTranslation("klarna")
  const id = useId()
  const isTooLong = value.length > LONGEST
  return (
    <div className="flex flex-col gap-y-1">
      <Label size="small" weight="plus" htmlFor={id}>
        {label}
      </Label>
      <Input
        id={id}
        size="small"
        value={value}
        autoFocus={isFirst}
        autoComplete="off"
        aria-invalid={isTooLong}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.value)}
      />
      <Hint id={`${id}-hint`} variant={isTooLong ? "error" : "info"} aria-live={isTooLong ? "polite" : undefined}>
        {isTooLong
          ? t("references.too_long", { limit: LONGEST, length: value.length })
          : t("references.hint", { limit: LONGEST, length: value.length })}
      </Hint>
    </div>
  )
}
