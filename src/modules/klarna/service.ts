import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaService } from "@medusajs/framework/utils"
import {
  type AccountIdentity,
  type KlarnaClient,
  type KlarnaClients,
  type ResolvedKlarnaOptions,
  usernameHash,
} from "../../klarna"
import type { MerchantReferences } from "../../klarna/types"
import * as claims from "./claims"
import { KlarnaOperation } from "./models/klarna-operation"
import { KlarnaOrder } from "./models/klarna-order"
import { KlarnaWatermark } from "./models/klarna-watermark"
import * as rows from "./rows"
import type { KlarnaOrderPatch, KlarnaOrderRow, NewKlarnaOrder } from "./types"

interface Cradle {
  klarnaOptions: ResolvedKlarnaOptions
  klarnaClients: KlarnaClients
  __pg_connection__: Knex
}

/** The memory of the plugin, resolved from the container as `klarna`: orders, ledger, claims, and the clients of the accounts. */
export default class KlarnaModuleService extends MedusaService({ KlarnaOrder, KlarnaOperation, KlarnaWatermark }) {
  readonly options: ResolvedKlarnaOptions
  readonly #clients: KlarnaClients
  readonly #knex: Knex

  constructor(cradle: Cradle) {
    super(...arguments)
    this.options = cradle.klarnaOptions
    this.#clients = cradle.klarnaClients
    this.#knex = cradle.__pg_connection__
  }

  __hooks = {
    onApplicationShutdown: async () => this.#clients.close(),
  }

  /** The client of exactly the account that sold the order; undefined when that account is not configured any more. */
  async clientOf(identity: Partial<AccountIdentity>): Promise<KlarnaClient | undefined> {
    return this.#clients.of(identity)?.client
  }

  rowsOfOrder(order_id: string): Promise<KlarnaOrderRow[]> {
    return rows.rowsOfOrder(this.#knex, order_id)
  }

  remember(order: NewKlarnaOrder): Promise<void> {
    const account = this.#clients.of(order)?.account
    return rows.remember(this.#knex, { ...order, username_hash: account ? usernameHash(account.username) : null })
  }

  store(row: KlarnaOrderRow, token: string, patch: KlarnaOrderPatch): Promise<KlarnaOrderRow | undefined> {
    return rows.store(this.#knex, row.id, token, patch)
  }

  wantReferences(id: string, references: MerchantReferences | null): Promise<void> {
    return rows.wantReferences(this.#knex, id, references)
  }

  wakeHeldBackBilling(account_id: string): Promise<number> {
    return rows.wakeHeldBackBilling(this.#knex, account_id)
  }

  dueOrders(limit: number): Promise<string[]> {
    return rows.dueOrders(this.#knex, limit)
  }

  raiseWish(order_id: string): Promise<number> {
    return claims.raiseWish(this.#knex, order_id)
  }

  claim(order_id: string): Promise<claims.Claim | undefined> {
    return claims.claim(this.#knex, order_id)
  }

  renewClaim(order_id: string, token: string): Promise<KlarnaOrderRow[]> {
    return claims.renew(this.#knex, order_id, token)
  }

  release(row: KlarnaOrderRow, token: string, seen: number): Promise<boolean> {
    return claims.release(this.#knex, row, token, seen)
  }

  letGo(order_id: string, token: string): Promise<void> {
    return claims.letGo(this.#knex, order_id, token)
  }
}
