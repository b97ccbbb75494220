import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaService } from "@medusajs/framework/utils"
import {
  type AccountIdentity,
  differingOptions,
  type KlarnaClient,
  type KlarnaClients,
  portalUrlOf,
  type ResolvedKlarnaOptions,
  usernameHash,
} from "../../klarna"
import type { MerchantReferences } from "../../klarna/types"
import { type AccountsToAsk, accountsToAsk } from "./accounts-to-ask"
import * as asking from "./asking"
import * as claims from "./claims"
import * as connection from "./connection"
import * as due from "./due"
import { erase, type Erasure } from "./erase"
import { hear, type Hearsay } from "./hearsay"
import { missingMigrations } from "./missing-migrations"
import { KlarnaBackfill } from "./models/klarna-backfill"
import { KlarnaBackfillFinding } from "./models/klarna-backfill-finding"
import { KlarnaOperation } from "./models/klarna-operation"
import { KlarnaOrder } from "./models/klarna-order"
import { KlarnaWatermark } from "./models/klarna-watermark"
import * as rows from "./rows"
import type { KlarnaOrderPatch, KlarnaOrderRow, NewKlarnaOrder } from "./types"
import * as watermarks from "./watermarks"

interface Cradle {
  klarnaOptions: ResolvedKlarnaOptions
  klarnaClients: KlarnaClients
  __pg_connection__: Knex
}

/** The memory of the plugin, resolved from the container as `klarna`: orders, ledger, claims, and the clients of the accounts. */
export default class KlarnaModuleService extends MedusaService({
  KlarnaOrder,
  KlarnaOperation,
  KlarnaWatermark,
  KlarnaBackfill,
  KlarnaBackfillFinding,
}) {
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

  /** Of a configured account, retired or not. */
  async clientOfAccount(id: string): Promise<KlarnaClient | undefined> {
    const account = this.options.accounts.find((each) => each.id === id)
    return account && this.#clients.of({ ...account, account_id: id })?.client
  }

  /** The names of options that the payment provider of this process got otherwise; undefined: it got none. */
  async differingOptions(): Promise<string[] | undefined> {
    return differingOptions()
  }

  /** The names of migrations that this database has not had. */
  missingMigrations(): Promise<string[]> {
    return missingMigrations(this.#knex)
  }

  /** Who may have sold an order of which only this is known, likeliest first. */
  async accountsToAsk(sale: { country?: string; currency?: string }, only?: string): Promise<AccountsToAsk> {
    return accountsToAsk(this.#clients, sale, only)
  }

  /** In Klarna's merchant portal; null where a simulator stands in for Klarna, or the account is gone. */
  async portalUrlOf(order: AccountIdentity & { klarna_order_id: string }): Promise<string | null> {
    const account = this.#clients.of(order)?.account
    return (account && portalUrlOf(account, order.klarna_order_id)) ?? null
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

  /** @returns the Klarna orders of this order whose attention nobody had seen until now. */
  seeAttention(order_id: string, seen_by: string | null): Promise<KlarnaOrderRow[]> {
    return rows.seeAttention(this.#knex, order_id, seen_by)
  }

  /** @returns the Klarna orders of this order that were connected until now. */
  disconnect(order_id: string, off_by: string | null): Promise<KlarnaOrderRow[]> {
    return connection.disconnect(this.#knex, order_id, off_by)
  }

  reconnect(order_id: string, token: string): Promise<void> {
    return connection.reconnect(this.#knex, order_id, token)
  }

  wakeHeldBackBilling(account_id: string): Promise<number> {
    return rows.wakeHeldBackBilling(this.#knex, account_id)
  }

  async dueOrders(limit: number, after?: due.DueOrder): Promise<due.DueOrder[]> {
    return (await due.selectDueOrders(this.#knex, limit, after)).rows
  }

  /** @returns the orders whose wish was raised. */
  async wakeUnresolved(): Promise<string[]> {
    return orderIdsOf(await due.wakeUnresolved(this.#knex))
  }

  /** @returns the orders whose wish was raised. */
  async wakeChanged(changed: due.ChangedOrder[]): Promise<string[]> {
    return changed.length ? orderIdsOf(await due.wakeChanged(this.#knex, changed)) : []
  }

  /** @returns those of these orders of which there is no row. */
  async unknownOrders(order_ids: string[]): Promise<string[]> {
    return order_ids.length ? orderIdsOf(await due.selectUnknown(this.#knex, order_ids)) : []
  }

  async orderPage(after: string, limit: number): ReturnType<typeof due.orderPage> {
    return due.orderPage(this.#knex, after, limit)
  }

  /** Takes what can be linked to a person out of all rows of these orders that are settled, and of purchases that became none. */
  eraseOrders(order_ids: string[], payment_collection_ids: string[] = []): Promise<Erasure> {
    return erase(this.#knex, { order_ids, payment_collection_ids })
  }

  watermark(table: string): Promise<string | undefined> {
    return watermarks.watermark(this.#knex, table)
  }

  moveWatermark(table: string, position: string): Promise<void> {
    return watermarks.moveWatermark(this.#knex, table, position)
  }

  raiseWish(order_id: string): Promise<number> {
    return claims.raiseWish(this.#knex, order_id)
  }

  /** @returns undefined when it is known already, or no such order is. */
  async hear(klarna_order_id: string, fraud_status: string): Promise<Hearsay | undefined> {
    return hear(this.#knex, klarna_order_id, fraud_status)
  }

  claim(order_id: string, when?: claims.When): Promise<claims.Claim | undefined> {
    return claims.claim(this.#knex, order_id, when)
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

  holdBack(order_id: string, token: string): Promise<boolean> {
    return asking.holdBack(this.#knex, order_id, token)
  }

  endAsking(order_id: string, asker: string, committed: boolean): Promise<boolean> {
    return asking.endAsking(this.#knex, order_id, asker, committed)
  }
}

const orderIdsOf = ({ rows }: { rows: { order_id: string }[] }): string[] => [
  ...new Set(rows.map(({ order_id }) => order_id)),
]
