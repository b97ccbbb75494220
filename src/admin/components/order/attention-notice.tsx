import { Alert, Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { helps } from "../../lib/helps"
import { useOrderWindow } from "../../lib/order-context"
import type { Attention } from "../../lib/types"
import { CopyId } from "../shared/copy-id"
import { AttentionFacts } from "./attention-facts"

/** One trouble: what it is, what to do, Klarna's own words, and the buttons that help. */
export function AttentionNotice({ attention }: { attention: Attention }) {
  const { t } = useTranslation("klarna")
  const { answer } = useOrderWindow()
  const { code, klarna } = attention
  return (
    <Alert
      variant={answer.klarna_order.attention_seen_at ? "info" : "warning"}
      className="grid-cols-[20px_minmax(0,1fr)]"
    >
      <div className="flex min-w-0 flex-col gap-y-2">
        <Text size="small" leading="compact" weight="plus" className="text-ui-fg-base">
          {t(`attention.${code}.title`, { defaultValue: t("attention.heading") })}
        </Text>
        <Explanation attention={attention} />
        {klarna && (
          <div className="border-ui-border-strong flex flex-col gap-y-1 border-l-2 pl-2">
            <Text size="xsmall" className="text-ui-fg-subtle break-words">
              {t("attention.klarna_says", { words: [klarna.code, ...klarna.messages].join(": ") })}
            </Text>
            {klarna.correlation_id && <CopyId label={t("correlation_id")} id={klarna.correlation_id} />}
          </div>
        )}
        <HelpButtons attention={attention} />
        <Link to={`/klarna/attention/${code}`} className="txt-compact-small text-ui-fg-base w-fit underline">
          {t("attention.read_more")}
        </Link>
      </div>
    </Alert>
  )
}

/** The store's sentence is English and knows every detail; elsewhere it is ours, with the facts beside it. */
function Explanation({ attention }: { attention: Attention }) {
  const { t, i18n } = useTranslation("klarna")
  const { code, message } = attention
  const todo = t(`attention.${code}.todo`, { defaultValue: "" })
  const isEnglish = !todo || i18n.language.startsWith("en")
  return (
    <>
      <Text size="small" lang={isEnglish ? "en" : undefined}>
        {isEnglish ? message : todo}
      </Text>
      {!isEnglish && <AttentionFacts attention={attention} />}
    </>
  )
}

function HelpButtons({ attention: { code } }: { attention: Attention }) {
  const { t } = useTranslation("klarna")
  const { act, acting, answer } = useOrderWindow()
  const useful = (helps[code] ?? []).filter(({ action }) => !answer.actions[action])
  if (!useful.length) return null
  return (
    <div className="flex flex-wrap gap-2">
      {useful.map(({ label, ...request }) => (
        <Button
          key={label}
          size="small"
          variant="secondary"
          disabled={Boolean(acting)}
          isLoading={acting === request.action}
          onClick={() => act(request)}
        >
          {t(`help.${label}`)}
        </Button>
      ))}
    </div>
  )
}
