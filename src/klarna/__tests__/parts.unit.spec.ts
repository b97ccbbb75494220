import { parseKlarnaOptions } from "../options"
import { differingOptions, noteOptions } from "../parts"

const options = { username: "a", password: "b" }

it("Plugin and provider that were given the same options have none that differs, and functions of one store are the same", () => {
  expect(differingOptions()).toBeUndefined()
  const customize = { description: () => "Hello" }
  noteOptions("plugin", parseKlarnaOptions({ ...options, customize }))
  expect(differingOptions()).toBeUndefined()
  noteOptions("provider", parseKlarnaOptions({ ...options, customize }))
  expect(differingOptions()).toEqual([])
})

it("What one of them has otherwise is named, a forgotten function too", () => {
  noteOptions("plugin", parseKlarnaOptions({ ...options, retries: 1, customize: { description: () => "Hello" } }))
  noteOptions("provider", parseKlarnaOptions({ ...options, password: "c" }))
  expect(differingOptions()?.sort()).toEqual(["accounts", "customize", "retries"])
})
