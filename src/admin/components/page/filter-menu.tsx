import { ChevronDownMini } from "@medusajs/icons"
import { Badge, Button, DropdownMenu } from "@medusajs/ui"

interface Props<Value extends string> {
  label: string
  options: { value: Value; label: string }[]
  chosen: Value[]
  onChange: (chosen: Value[]) => void
}

/** One filter: a button that says how many values are chosen, and the values to choose from. */
export function FilterMenu<Value extends string>({ label, options, chosen, onChange }: Props<Value>) {
  const toggle = (value: Value, isOn: boolean) =>
    onChange(isOn ? [...chosen, value] : chosen.filter((each) => each !== value))
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="secondary">
          {label}
          {chosen.length > 0 && (
            <Badge size="2xsmall" rounded="full">
              {chosen.length}
            </Badge>
          )}
          <ChevronDownMini aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start" className="max-h-[360px] overflow-y-auto">
        {options.map(({ value, label: name }) => (
          <DropdownMenu.CheckboxItem
            key={value}
            checked={chosen.includes(value)}
            onCheckedChange={(isOn) => toggle(value, isOn)}
            onSelect={(event) => event.preventDefault()}
          >
            {name}
          </DropdownMenu.CheckboxItem>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
