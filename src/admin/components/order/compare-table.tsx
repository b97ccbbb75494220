import { Badge, Button, clx, Table, Text } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"

interface Row {
  key: string
  name: string
  medusa: string
  klarna: string
  differs: boolean
}

interface Props {
  rows: Row[]
  caption: string
  /** The heading of the first column. */
  nameOf: string
}

/** Medusa's side and Klarna's beside each other. What is the same is a click away; what differs is said in words too, not by colour alone. */
export function CompareTable({ rows, caption, nameOf }: Props) {
  const { t } = useTranslation("klarna")
  const [isWhole, setWhole] = useState(false)
  const different = rows.filter(({ differs }) => differs)
  const shown = isWhole ? rows : different
  const more = rows.length - different.length
  return (
    <>
      {shown.length > 0 && <Sides rows={shown} caption={caption} nameOf={nameOf} />}
      {more > 0 && (
        <Button size="small" variant="transparent" className="self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("compare.hide_same") : t("compare.show_same", { count: more })}
        </Button>
      )}
    </>
  )
}

function Sides({ rows, caption, nameOf }: Props) {
  const { t } = useTranslation("klarna")
  return (
    <Table aria-label={caption} className="table-fixed">
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>{nameOf}</Table.HeaderCell>
          <Table.HeaderCell>{t("compare.medusa")}</Table.HeaderCell>
          <Table.HeaderCell>{t("compare.klarna")}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {rows.map(({ key, name, medusa, klarna, differs }) => (
          <Table.Row key={key} className={clx({ "bg-ui-bg-subtle": differs })}>
            <Cell text={name}>
              {differs && (
                <Badge size="2xsmall" color="orange" className="mt-1">
                  {t("compare.differs")}
                </Badge>
              )}
            </Cell>
            <Cell text={medusa} />
            <Cell text={klarna} />
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}

function Cell({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Table.Cell className="h-auto whitespace-normal break-words py-2 align-top">
      <Text size="small" leading="compact" as="span" className="block">
        {text}
      </Text>
      {children}
    </Table.Cell>
  )
}
