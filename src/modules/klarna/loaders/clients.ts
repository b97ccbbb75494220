import { asValue } from "@medusajs/framework/awilix"
import type { LoaderOptions } from "@medusajs/framework/types"
import { KlarnaClients, parseKlarnaOptions } from "../../../klarna"

/** Parses the options once, at boot, and registers one Klarna client per account. A bad option stops the boot with a sentence. */
export default async function registerClients({ container, options }: LoaderOptions) {
  // Medusa adds the database's settings to the options of every module.
  const { database: _, ...own } = { database: undefined, ...options }
  const parsed = parseKlarnaOptions(own)
  container.register({ klarnaOptions: asValue(parsed), klarnaClients: asValue(new KlarnaClients(parsed)) })
}
