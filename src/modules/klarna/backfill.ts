import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LONGEST_CALL_MS } from "../../klarna"

/*
 * The runs of the backfill. A run is held like an order (claims.ts): by a lease that a living process renews, so
 * that one that died is seen to have died. All times are the database's.
 */

/** Between two signs of life at most one order is read, at every account in turn in the worst case; the sign comes before each. */
const LEASE_SECONDS = (2 * LONGEST_CALL_MS) / 1000 + 10

/** Why a run stands still. */
export type BackfillReason = "stopped" | "process_ended" | "klarna_unavailable" | "credentials_rejected" | "error"

export interface BackfillRunRow {
  id: string
  options: unknown
  state: "running" | "interrupted" | "finished"
  reason: BackfillReason | null
  message: string | null
  total: number
  up_to: string
  position: string
  started_by: string | null
  finished_at: Date | null
  lease_token: string | null
  lease_until: Date | null
  created_at: Date
}

/** Undefined: another one is running. What an earlier run found is forgotten, except where it is gone on with. */
export async function startRun(
  knex: Knex,
  run: Pick<BackfillRunRow, "options" | "total" | "up_to" | "started_by">
): Promise<BackfillRunRow | undefined> {
  await buryTheDead(knex)
  const [row]: BackfillRunRow[] = await knex("klarna_backfill")
    .insert({ id: `klbf_${randomUUID()}`, ...run, options: JSON.stringify(run.options), ...leased(knex) })
    .onConflict(knex.raw("(state) WHERE state = 'running' AND deleted_at IS NULL"))
    .ignore()
    .returning("*")
  if (row) await knex("klarna_backfill_finding").whereNot({ run_id: row.id }).delete()
  return row
}

/** Undefined: it runs already, or is finished. */
export async function resumeRun(knex: Knex, id: string): Promise<BackfillRunRow | undefined> {
  await buryTheDead(knex)
  const [row]: BackfillRunRow[] = await knex("klarna_backfill")
    .where({ id, state: "interrupted" })
    .update({ state: "running", reason: null, message: null, updated_at: knex.fn.now(), ...leased(knex) })
    .returning("*")
  return row
}

/** The run as long as whoever knows its token has it. */
export function heldRun(
  knex: Knex,
  { id, lease_token }: Pick<BackfillRunRow, "id" | "lease_token">
): Promise<BackfillRunRow | undefined> {
  return held(knex, id, lease_token).first<BackfillRunRow | undefined>()
}

/** A sign of life. @returns false when the run was stopped, or taken for dead. */
export async function renewRun(knex: Knex, { id, lease_token }: BackfillRunRow): Promise<boolean> {
  return (await held(knex, id, lease_token).update({ lease_until: leaseEnd(knex) })) > 0
}

/** Behind a page that is done, where one is. @returns as `renewRun` */
export async function moveRun(knex: Knex, { id, lease_token }: BackfillRunRow, position?: string): Promise<boolean> {
  const moved = { ...(position && { position }), lease_until: leaseEnd(knex), updated_at: knex.fn.now() }
  return (await held(knex, id, lease_token).update(moved)) > 0
}

export async function finishRun(knex: Knex, { id, lease_token }: BackfillRunRow): Promise<void> {
  await held(knex, id, lease_token).update({ state: "finished", finished_at: knex.fn.now(), ...unleased })
}

/** By the process that has it. */
export async function interruptRun(
  knex: Knex,
  { id, lease_token }: BackfillRunRow,
  reason: BackfillReason,
  message: string
): Promise<void> {
  await held(knex, id, lease_token).update({ state: "interrupted", reason, message, ...unleased })
}

/** By a merchant. @returns how many were running. */
export function stopRuns(knex: Knex): Promise<number> {
  return knex("klarna_backfill")
    .where({ state: "running" })
    .update({ state: "interrupted", reason: "stopped", message: null, updated_at: knex.fn.now(), ...unleased })
}

export async function latestRun(knex: Knex): Promise<BackfillRunRow | undefined> {
  await buryTheDead(knex)
  return knex("klarna_backfill").whereNull("deleted_at").orderBy("created_at", "desc").first()
}

async function buryTheDead(knex: Knex): Promise<void> {
  await knex("klarna_backfill")
    .where({ state: "running" })
    .where("lease_until", "<", knex.fn.now())
    .update({ state: "interrupted", reason: "process_ended", message: null, ...unleased })
}

const held = (knex: Knex, id: string, lease_token: string | null) =>
  knex("klarna_backfill").where({ id, lease_token, state: "running" })

const leaseEnd = (knex: Knex) => knex.raw("now() + make_interval(secs => ?)", [LEASE_SECONDS])
const leased = (knex: Knex) => ({ lease_token: randomUUID(), lease_until: leaseEnd(knex) })
const unleased = { lease_token: null, lease_until: null }
