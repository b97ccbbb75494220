import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { userName } from "../../lib/describe"
import { useOrderWindow } from "../../lib/order-context"
import { useFormat } from "../../lib/use-format"
import { AttentionNotice } from "./attention-notice"

/** What a person has to look at, and whether somebody did. */
export function AttentionSection() {
  const { t } = useTranslation("klarna")
  const { answer } = useOrderWindow()
  const { attention, attention_seen_at } = answer.klarna_order
  if (!attention?.length) return null
  return (
    <section aria-label={t("attention.heading")} className="flex flex-col gap-y-2 px-6 py-4">
      {attention.map((each) => (
        <AttentionNotice key={each.code} attention={each} />
      ))}
      {attention_seen_at ? <SeenBy /> : <SeenButton />}
    </section>
  )
}

function SeenBy() {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { klarna_order: klarna, users } = useOrderWindow().answer
  const who = klarna.attention_seen_by ? userName(klarna.attention_seen_by, users, t) : t("trigger.user")
  return (
    <Text size="xsmall" className="text-ui-fg-subtle">
      {t("attention.seen", { who, when: format.time(klarna.attention_seen_at) })}
    </Text>
  )
}

function SeenButton() {
  const { t } = useTranslation("klarna")
  const { act, acting, answer } = useOrderWindow()
  if (answer.actions.acknowledge_attention) return null
  return (
    <Button
      size="small"
      variant="transparent"
      className="self-start"
      disabled={Boolean(acting)}
      isLoading={acting === "acknowledge_attention"}
      onClick={() => act({ action: "acknowledge_attention" })}
    >
      {t("help.seen")}
    </Button>
  )
}
