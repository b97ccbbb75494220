import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { isNotForUs, sentenceOf } from "../../lib/errors"

interface Props {
  error: Error
  retry: () => void
  isRetrying: boolean
}

/** The store did not answer: nothing is lost, look again. */
export function Trouble({ error, retry, isRetrying }: Props) {
  const { t } = useTranslation("klarna")
  return (
    <div role="alert" className="flex flex-col items-start gap-y-3 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {sentenceOf(error, t, true)}
      </Text>
      {!isNotForUs(error) && (
        <Button size="small" variant="secondary" onClick={retry} isLoading={isRetrying}>
          {t("error.retry")}
        </Button>
      )}
    </div>
  )
}

export function TroubleSection(props: Props) {
  const { t } = useTranslation("klarna")
  return (
    <Container className="divide-y p-0">
      <Heading level="h2" className="px-6 py-4">
        {t("title")}
      </Heading>
      <Trouble {...props} />
    </Container>
  )
}
