import { Text } from "@medusajs/ui"

/** Two columns of facts, as Medusa's own order sections have them. */
export function Facts({ facts }: { facts: [label: string, value: string][] }) {
  return (
    <dl>
      {facts.map(([label, value]) => (
        <div key={label} className="text-ui-fg-subtle grid grid-cols-2 items-start gap-x-4 px-6 py-2">
          <dt>
            <Text size="small" weight="plus">
              {label}
            </Text>
          </dt>
          <dd>
            <Text size="small" className="text-right break-words">
              {value}
            </Text>
          </dd>
        </div>
      ))}
    </dl>
  )
}
