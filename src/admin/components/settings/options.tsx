import { Container, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { SectionHeading } from "../shared/section-heading"

/** What is in force, defaults included. The names are those of the configuration file, in every language. */
export function Options({ options }: { options: Record<string, unknown> }) {
  const { t } = useTranslation("klarna")
  return (
    <Container className="divide-y p-0">
      <SectionHeading level="h2" title={t("settings.options")} text={t("settings.options_text")} />
      <dl className="divide-y">
        {flat(options).map(([path, value]) => (
          <div key={path} className="grid grid-cols-2 gap-x-4 px-6 py-2">
            <dt>
              <Text size="small" family="mono" className="break-all">
                {path}
              </Text>
            </dt>
            <dd>
              <Text size="small" family="mono" className="text-ui-fg-subtle break-all">
                {value}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  )
}

/** `{ askFirst: { amounts: "increase" } }` as `askFirst.amounts` and `increase`; lists on one line. */
function flat(tree: Record<string, unknown>, above = ""): [path: string, value: string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] => {
    const path = above + name
    if (isTree(value)) return flat(value, `${path}.`)
    return [[path, shown(value)]]
  })
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–"
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join(", ") || "–"
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}
