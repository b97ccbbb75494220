import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { KlarnaClients, ResolvedKlarnaOptions } from "../../klarna"

/** What every verb of the provider works with. */
export interface ProviderRoom {
  options: ResolvedKlarnaOptions
  clients: KlarnaClients
  /** A connection of its own, outside of any transaction of Medusa's: what is written here survives a rollback. */
  knex: Knex
  logger: Logger
}
