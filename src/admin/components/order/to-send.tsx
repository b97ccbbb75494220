import { Button, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { describeWrite, userName } from "../../lib/describe"
import { useOrderWindow } from "../../lib/order-context"
import type { AdminKlarnaPreview } from "../../lib/types"
import type { ActionRequest } from "../../lib/use-klarna-action"
import { useFormat } from "../../lib/use-format"
import { Failure } from "./failure"

/** What Klarna does not know yet, and the buttons that change that. */
export function ToSend() {
  const { answer, failure } = useOrderWindow()
  const { klarna_order: klarna, preview } = answer
  const isOff = klarna.sync_state === "off"
  const hasMore = isOff || klarna.sync_state === "pending" || somethingIn(preview) || failure
  if (!hasMore) return null
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Failure />
      {isOff ? <Disconnected /> : <Differences />}
    </div>
  )
}

const somethingIn = (preview: AdminKlarnaPreview | null) =>
  Boolean(preview && preview.writes.length + preview.held.length + preview.waiting.length)

function Disconnected() {
  const { t } = useTranslation("klarna")
  const { answer, compare } = useOrderWindow()
  const format = useFormat()
  const { off_by, off_at } = answer.klarna_order
  const when = format.time(off_at)
  return (
    <>
      <Text size="small" className="text-ui-fg-subtle">
        {off_by ? t("off.by", { when, who: userName(off_by, answer.users, t) }) : t("off.since", { when })}{" "}
        {t("off.means")}
      </Text>
      <Button size="small" variant="secondary" className="self-start" onClick={() => compare("reconnect")}>
        {t("action.reconnect")}
      </Button>
    </>
  )
}

function Differences() {
  const { t } = useTranslation("klarna")
  const { klarna_order: klarna, preview } = useOrderWindow().answer
  const format = useFormat(klarna.purchase_currency)
  const { writes = [], held = [], waiting = [] } = preview ?? {}
  const isKnown = somethingIn(preview)
  if (klarna.sync_state !== "pending" && !isKnown) return null
  return (
    <>
      {isKnown && (
        <>
          <Heading level="h3">{t("to_send.heading")}</Heading>
          <ul className="flex flex-col gap-y-1">
            {[...writes, ...held].map((write) => (
              <Line key={`${write.kind} ${write.asked.capture_id ?? ""}`} text={describeWrite(write, t, format)} />
            ))}
            {waiting.map(({ kind }) => (
              <Line key={`waiting-${kind}`} text={t("to_send.waits_for_fraud", { kind: t(`kind.${kind}`) })} />
            ))}
          </ul>
        </>
      )}
      <WhatHappensNext />
      <SendButton />
    </>
  )
}

function WhatHappensNext() {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { klarna_order: klarna, preview } = useOrderWindow().answer
  const when = format.time(klarna.next_attempt_at)
  return (
    <Text size="small" className="text-ui-fg-subtle">
      {sentence()}
    </Text>
  )

  function sentence(): string {
    if (preview?.held.length) return t("to_send.by_hand")
    if (klarna.fraud_status === "PENDING") return t("to_send.fraud")
    if (klarna.next_attempt_at) return t("to_send.next_attempt", { when })
    return klarna.sync_state === "pending" ? t("to_send.on_its_way") : t("to_send.not_sent")
  }
}

/** What is sent by hand by option is insisted on. Where nothing is to be sent, Klarna can be looked at. */
function SendButton() {
  const { t } = useTranslation("klarna")
  const { act, acting, answer } = useOrderWindow()
  const { klarna_order: klarna, preview, actions } = answer
  const force = preview?.held.map(({ kind }) => kind)
  const isLooking = klarna.fraud_status === "PENDING" && !preview?.writes.length && !force?.length
  const request: ActionRequest = isLooking
    ? { action: "refresh" }
    : { action: "sync", body: force?.length ? { force } : {} }
  return (
    <Button
      size="small"
      variant="secondary"
      className="self-start"
      disabled={Boolean(acting) || Boolean(actions[request.action])}
      isLoading={acting === request.action}
      onClick={() => act(request)}
    >
      {t(isLooking ? "help.refresh" : "to_send.send")}
    </Button>
  )
}

function Line({ text }: { text: string }) {
  return (
    <li>
      <Text size="small">{text}</Text>
    </li>
  )
}
