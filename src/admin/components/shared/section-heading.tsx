import { Heading, Text } from "@medusajs/ui"

interface Props {
  level: "h1" | "h2"
  title: string
  /** What it is about, in a sentence. */
  text?: string
}

/** The head of a card, as Medusa's own settings have it. */
export function SectionHeading({ level, title, text }: Props) {
  return (
    <div className="flex flex-col gap-y-1 px-6 py-4">
      <Heading level={level}>{title}</Heading>
      {text && (
        <Text size="small" className="text-ui-fg-subtle">
          {text}
        </Text>
      )}
    </div>
  )
}
