import { Alert, Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { sentenceOf } from "../../lib/errors"
import type { AdminKlarnaAccount, AdminKlarnaConnectionTestResponse } from "../../lib/types"
import { useConnectionTest, useRearmBilling } from "../../lib/use-connection-test"
import { CopyId } from "../shared/copy-id"

/** Does Klarna answer, and does it take the credentials? */
export function ConnectionTest({ account }: { account: AdminKlarnaAccount }) {
  const { t } = useTranslation("klarna")
  const { mutate, data, error, isPending } = useConnectionTest(account.id)
  const rearm = useRearmBilling(account.id)
  const failure = error ?? rearm.error
  return (
    <div className="flex flex-col gap-y-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          isLoading={isPending}
          onClick={() => mutate()}
          aria-label={t("settings.test_account", { account: account.id })}
        >
          {t("settings.test")}
        </Button>
        <Button
          size="small"
          variant="transparent"
          isLoading={rearm.isPending}
          onClick={() => rearm.mutate()}
          aria-label={t("settings.rearm_account", { account: account.id })}
        >
          {t("settings.rearm")}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-y-2 empty:hidden">
        {data && !isPending && <Verdict answer={data} />}
        {rearm.isSuccess && <Text size="small">{t("settings.rearmed")}</Text>}
        {failure && (
          <Alert variant="error" className="grid-cols-[20px_minmax(0,1fr)]">
            <Text size="small">{sentenceOf(failure, t)}</Text>
          </Alert>
        )}
      </div>
    </div>
  )
}

/** The store's own sentence is English: elsewhere the verdict says what to do. */
function Verdict({ answer }: { answer: AdminKlarnaConnectionTestResponse }) {
  const { t, i18n } = useTranslation("klarna")
  const { verdict, message, correlation_id, duration_ms } = answer
  return (
    <Alert variant={verdict === "ok" ? "success" : "error"} className="grid-cols-[20px_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" weight="plus">
          {t(`verdict.${verdict}.title`)}
        </Text>
        <Text size="small">{i18n.language.startsWith("en") ? message : t(`verdict.${verdict}.todo`)}</Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("settings.took", { ms: duration_ms })}
        </Text>
        {correlation_id && <CopyId label={t("correlation_id")} id={correlation_id} />}
      </div>
    </Alert>
  )
}
