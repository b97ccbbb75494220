import { Button, Input, Label, Switch, Text, usePrompt } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { sentenceOf } from "../../lib/errors"
import type { AdminKlarnaBackfill } from "../../lib/types"
import { useBackfillStep } from "../../lib/use-backfill"

/** Whose payments, and where they keep Klarna's id. What was looked at can be adopted. */
export function BackfillForm({ last }: { last: AdminKlarnaBackfill | null }) {
  const { t } = useTranslation("klarna")
  const prompt = usePrompt()
  const [provider, setProvider] = useState(last?.options.provider ?? "pp_*klarna*")
  const [path, setPath] = useState(last?.options.path ?? "data.order_id")
  const [sync, setSync] = useState(false)
  const { mutate, error, isPending } = useBackfillStep()
  const hasLooked =
    last?.state === "finished" &&
    last.options.dry_run &&
    last.options.provider === provider &&
    last.options.path === path
  const count = last ? last.counts.in_sync + last.counts.different : 0

  async function adopt() {
    const text = sync ? t("backfill.confirm_sync") : t("backfill.confirm_text")
    const isSure = await prompt({
      title: t("backfill.confirm_title", { count }),
      description: text,
      confirmText: t("backfill.adopt"),
      cancelText: t("confirm.no"),
      variant: "confirmation",
    })
    if (isSure) mutate({ begin: { provider, path, dry_run: false, sync } })
  }

  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <Field id="klarna-backfill-provider" label={t("backfill.provider")} hint={t("backfill.provider_hint")}>
          <Input
            id="klarna-backfill-provider"
            size="small"
            value={provider}
            onChange={(event) => setProvider(event.target.value)}
          />
        </Field>
        <Field id="klarna-backfill-path" label={t("backfill.path")} hint={t("backfill.path_hint")}>
          <Input
            id="klarna-backfill-path"
            size="small"
            value={path}
            onChange={(event) => setPath(event.target.value)}
          />
        </Field>
      </div>
      {hasLooked && count > 0 && (
        <div className="flex items-center gap-x-2">
          <Switch id="klarna-backfill-sync" size="small" checked={sync} onCheckedChange={setSync} />
          <Label htmlFor="klarna-backfill-sync" size="small">
            {t("backfill.sync")}
          </Label>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          isLoading={isPending}
          onClick={() => mutate({ begin: { provider, path, dry_run: true } })}
        >
          {t("backfill.look")}
        </Button>
        {hasLooked && count > 0 && (
          <Button size="small" isLoading={isPending} onClick={() => void adopt()}>
            {t("backfill.adopt_count", { count })}
          </Button>
        )}
      </div>
      {error && (
        <Text size="small" role="alert" className="text-ui-fg-error">
          {sentenceOf(error, t)}
        </Text>
      )}
    </div>
  )
}

function Field({ id, label, hint, children }: { id: string; label: string; hint: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-y-1">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      {children}
      <Text size="xsmall" className="text-ui-fg-subtle">
        {hint}
      </Text>
    </div>
  )
}
