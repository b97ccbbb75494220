import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useParams } from "react-router-dom"
import { attentionEntry } from "../../../../lib/attention-entry"

/** One reason for which an order needs attention, in full: what happened, why, what to do, whether money is at risk. */
const AttentionCodePage = () => {
  const { t } = useTranslation("klarna")
  const { code = "" } = useParams()
  return (
    <Container className="flex max-w-[720px] flex-col gap-y-4 px-6 py-4">
      <div>
        <Heading level="h1">{t(`attention.${code}.title`, { defaultValue: t("attention.heading") })}</Heading>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {code}
        </Text>
      </div>
      <Text size="small">{t(`attention.${code}.todo`, { defaultValue: "" })}</Text>
      <dl lang="en" className="flex flex-col gap-y-3">
        {attentionEntry(code)?.map(({ question, answer }) => (
          <div key={question}>
            <dt>
              <Text size="small" leading="compact" weight="plus">
                {question}
              </Text>
            </dt>
            <dd>
              <Text size="small">{answer}</Text>
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  )
}

export const handle = { breadcrumb: ({ params }: { params: { code?: string } }) => params.code ?? "" }

export default AttentionCodePage
