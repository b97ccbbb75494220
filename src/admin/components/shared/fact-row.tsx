import { clx, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Props {
  label: string
  value: ReactNode
  /** The colour that stands for it elsewhere. */
  dot?: string
}

/** A label and its value, as Medusa's own sections have them. Belongs into a `dl`. */
export function FactRow({ label, value, dot }: Props) {
  return (
    <div className="text-ui-fg-subtle grid grid-cols-2 items-start gap-x-4 px-6 py-1.5">
      <dt className="flex items-center gap-x-2">
        {dot && <span className={clx("size-2 rounded-sm", dot)} aria-hidden />}
        <Text size="small" leading="compact" weight="plus">
          {label}
        </Text>
      </dt>
      <dd className="text-right">
        <Text size="small" leading="compact" as="div" className="break-words">
          {value}
        </Text>
      </dd>
    </div>
  )
}
