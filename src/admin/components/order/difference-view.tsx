import { Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { describeWrite } from "../../lib/describe"
import type { Difference } from "../../lib/use-difference"
import { useFormat } from "../../lib/use-format"
import { CompareFields } from "./compare-fields"
import { CompareLines } from "./compare-lines"

/** First what would be sent, then why: the values and lines of both sides. */
export function DifferenceView({ difference }: { difference: Difference }) {
  const { t } = useTranslation("klarna")
  const format = useFormat(difference.currency)
  const { writes, notes, fields, lines, attention } = difference
  const held = notes.flatMap((note) =>
    "code" in note && note.code === "manual" ? [describeWrite(note, t, format)] : []
  )
  const sent = [...writes.map((write) => describeWrite(write, t, format)), ...held]
  const count = [...fields, ...lines].filter(({ differs }) => differs).length
  return (
    <>
      <section className="flex flex-col gap-y-2">
        <Heading level="h3">{t("compare.would_send")}</Heading>
        {sent.length === 0 && (
          <Text size="small">{t(attention.length ? "compare.nothing_by_itself" : "compare.nothing_to_send")}</Text>
        )}
        <ul className="flex list-disc flex-col gap-y-1 pl-4">
          {sent.map((text) => (
            <li key={text}>
              <Text size="small">{text}</Text>
            </li>
          ))}
        </ul>
        {notes.filter(isKept).map((note) => (
          <Text key={note.kind} size="small" className="text-ui-fg-subtle">
            {t("code" in note ? "note.frozen_at_capture" : "to_send.waits_for_fraud", { kind: t(`kind.${note.kind}`) })}
          </Text>
        ))}
        {attention.map(({ code }) => (
          <Text key={code} size="small" className="text-ui-fg-error">
            {t(`attention.${code}.title`)}
          </Text>
        ))}
        <Text size="small" className="text-ui-fg-subtle" role="status">
          {t("compare.count", { count })}
        </Text>
      </section>
      {fields.length > 0 && <CompareFields fields={fields} currency={difference.currency} />}
      {lines.length > 0 && <CompareLines lines={lines} currency={difference.currency} />}
    </>
  )
}

/** What is not sent, and that is as it should be; an amount of 0 is not worth a word. */
const isKept = (note: Difference["notes"][number]) => !("code" in note) || note.code === "frozen_at_capture"
