import { asValue } from "@medusajs/framework/awilix"
import type { LoaderOptions } from "@medusajs/framework/types"
import { KlarnaClients, noteOptions, parseKlarnaOptions } from "../../../klarna"
import { noteKlarnaCall } from "../../../telemetry"

/** Parses the options once, at boot, and registers one Klarna client per account. A bad option stops the boot with a sentence. */
export default async function registerClients({ container, options }: LoaderOptions) {
  const parsed = parseKlarnaOptions(options)
  noteOptions("plugin", parsed)
  container.register({
    klarnaOptions: asValue(parsed),
    klarnaClients: asValue(new KlarnaClients(parsed, undefined, noteKlarnaCall)),
  })
}
