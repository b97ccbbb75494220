import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * Keeps the mirror true after the provider's own captures and refunds, so that the sync need not read Klarna for what we did ourselves.
 * Amounts in minor units. No row yet (the first sync has not run): nothing to keep.
 */
export async function noteCaptured(knex: Knex, klarna_order_id: string, amount: number): Promise<void> {
  await knex("klarna_order")
    .where({ klarna_order_id })
    .whereNotNull("read_at")
    .update({
      captured_amount: knex.raw("captured_amount + ?", [amount]),
      status: knex.raw("CASE WHEN captured_amount + ? >= order_amount THEN 'CAPTURED' ELSE 'PART_CAPTURED' END", [
        amount,
      ]),
      updated_at: knex.fn.now(),
    })
}

export async function noteRefunded(knex: Knex, klarna_order_id: string, amount: number): Promise<void> {
  await knex("klarna_order")
    .where({ klarna_order_id })
    .whereNotNull("read_at")
    .update({ refunded_amount: knex.raw("refunded_amount + ?", [amount]), updated_at: knex.fn.now() })
}

/**
 * Something ended in a way that only Klarna knows: the next plan reads the order first. `forgetting`: the part of `acknowledged` that
 * the read is to teach, because Klarna may have been told something else meanwhile. `late`: a write that was given up and may still be
 * carried out until then.
 */
export async function noteDoubt(
  knex: Knex,
  klarna_order_id: string,
  forgetting?: string,
  late?: { kind: string; until: Date }
): Promise<void> {
  await knex("klarna_order")
    .where({ klarna_order_id })
    .update({
      doubtful: true,
      updated_at: knex.fn.now(),
      ...(forgetting && { acknowledged: knex.raw("acknowledged - ?::text", [forgetting]) }),
      ...(late && { acknowledged: addLate(knex, forgetting ?? "", late.kind, late.until) }),
    })
}

/** See `Acknowledged.late`. */
const addLate = (knex: Knex, forgetting: string, kind: string, until: Date) =>
  knex.raw(
    `(acknowledged - ?::text) || jsonb_build_object('late',
       coalesce(acknowledged->'late', '{}') || jsonb_build_object(?::text, ?::text))`,
    [forgetting, kind, until.toISOString()]
  )

/** What our own accepted refunds of a Klarna order add up to. */
export async function refundedByUs(knex: Knex, klarna_order_id: string): Promise<number> {
  const sum = await knex("klarna_operation")
    .where({ klarna_order_id, kind: "refund", outcome: "accepted" })
    .whereNull("deleted_at")
    .sum({ amount: knex.raw("(asked->>'refunded_amount')::bigint") })
    .first()
  return Number(sum?.amount ?? 0)
}
