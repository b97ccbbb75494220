import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import type { CallOptions, KlarnaClient } from "../../klarna"
import type { WriteKind } from "../../mapping/types"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow, SyncState } from "../../modules/klarna/types"

export interface SyncInput {
  order_id: string
  /** What caused it, for the timeline: `event:<name>`, `job`, `user:<id>`. */
  trigger?: string
  /** Kinds that a merchant asked to send now, although a rule or an earlier refusal says no. */
  force?: WriteKind[]
  /** Klarna is read first; what `force` names is compared with Klarna's own answer, not with what we believe it has. */
  afresh?: boolean
  /** Its wish was raised already. */
  is_wished?: boolean
}

/** What a run of the sync came to. */
export interface SyncResult {
  /** `none`: not Klarna's. `busy`: another process has the order and will see the wish. */
  result: "none" | "busy" | SyncState
  rounds: number
  writes: { kind: WriteKind | "capture"; outcome: string }[]
}

/** What every part of a sync works with. */
export interface SyncRun extends Required<Omit<SyncInput, "force" | "is_wished">> {
  container: MedusaContainer
  klarna: KlarnaModuleService
  knex: Knex
  logger: Logger
  /** The claim on the order. */
  token: string
  force: WriteKind[]
  writes: SyncResult["writes"]
}

/** What a merchant does with the order before it is compared, while nobody else has it. */
export type FirstDeed = (run: SyncRun, row: KlarnaOrderRow) => Promise<void>

/** A run that found its order's account. */
export interface ConnectedRun extends SyncRun {
  client: KlarnaClient
  /** Of the next call to Klarna, where somebody waits for it; else the options decide. */
  limits?: () => CallOptions
}
