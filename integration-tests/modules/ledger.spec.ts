import type { Outcome } from "../../src/klarna/errors"
import {
  billingRefusals,
  closeOperation,
  DuplicateOperationError,
  endOf,
  type Intent,
  noteDecision,
  openOperation,
  type Operation,
  type OperationOutcome,
  resolveMoneyOperation,
  sendOperation,
  UnresolvedOperationError,
  unresolvedOperation,
} from "../../src/ledger"
import { KlarnaBusyError, KlarnaRefusedError, KlarnaUnreachableError } from "../../src/klarna/errors"
import type { Order } from "../../src/klarna/types"
import { klarnaModule } from "./klarna-module"

klarnaModule(({ knex, remember, rowOf, set }) => {
  const intent = (more: Partial<Intent> = {}): Intent => ({
    klarna_order_id: "klarna_1",
    account_id: "default",
    kind: "authorization",
    fingerprint: "f",
    trigger: "test",
    ...more,
  })
  const open = (more?: Partial<Intent>) => openOperation(knex, intent(more))
  const rowsOf = (klarna_order_id: string): Promise<Operation[]> =>
    knex("klarna_operation").where({ klarna_order_id }).orderBy("created_at")

  describe("Writing before sending", () => {
    it("keeps what is asked, with a key of its own, before anything is sent [case 16]", async () => {
      const operation = await open({ asked: { order_amount: 100 }, order_id: "order_1", reference: "pay_1" })
      expect(await rowsOf("klarna_1")).toEqual([operation])
      expect(operation).toMatchObject({
        kind: "authorization",
        asked: { order_amount: 100 },
        reference: "pay_1",
        outcome: null,
        attempts: 0,
        sent_at: null,
      })
      expect(operation.idempotency_key).toMatch(/^[0-9a-f-]{36}$/)
    })

    it("lets one write through per Klarna order, however many come at once", async () => {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open()))
      expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
      const [row] = await rowsOf("klarna_1")
      for (const lost of tries.filter((one) => one.status === "rejected")) {
        expect(lost.reason).toBeInstanceOf(UnresolvedOperationError)
        expect(lost.reason).toMatchObject({ operation: { id: row.id } })
      }
      expect(await rowsOf("klarna_1")).toHaveLength(1)
    })

    it("does not hold up other Klarna orders, nor purchases that have no Klarna order yet", async () => {
      await open()
      await open({ klarna_order_id: "klarna_2" })
      await open({ klarna_order_id: null, kind: "create_order" })
      await open({ klarna_order_id: null, kind: "create_order" })
      expect(await knex("klarna_operation")).toHaveLength(4)
    })

    it.each<[OperationOutcome, boolean]>([
      ["accepted", true],
      ["refused", true],
      ["failed", true],
      ["superseded", true],
      ["unknown", false],
    ])("after %s the next write may go out: %s", async (outcome, mayGoOut) => {
      await closeOperation(knex, await open(), outcome)
      expect(await unresolvedOperation(knex, "klarna_1")).toEqual(mayGoOut ? undefined : expect.anything())
      const next = open()
      if (mayGoOut) await next
      else await expect(next).rejects.toBeInstanceOf(UnresolvedOperationError)
    })

    it("finds the row of an intent that was written before, by its key, whatever became of it", async () => {
      const purchase = { klarna_order_id: null, kind: "create_order", idempotency_key: "token-1" } as const
      const first = await open(purchase)
      await expect(open(purchase)).rejects.toMatchObject({ name: "DuplicateOperationError", operation: first })
      await closeOperation(knex, first, "accepted", { klarna_order_id: "klarna_1" })
      await expect(open(purchase)).rejects.toBeInstanceOf(DuplicateOperationError)
    })
  })

  describe("Sending", () => {
    const call = { operation: "orders.cancel", status: 503, correlationId: "corr-1", durationMs: 12.4 }

    it("writes down what Klarna accepted, with its correlation id and what it made", async () => {
      const keys: string[] = []
      const operation = await open({ kind: "capture" })
      const answer = { data: { capture_id: "cap_1" }, status: 201, correlationId: "corr-1", durationMs: 12.4 }
      const sent = await sendOperation(
        knex,
        operation,
        async (key) => (keys.push(key), answer),
        ({ capture_id }) => ({ result_id: capture_id })
      )
      expect(sent).toMatchObject({ outcome: { type: "accepted" }, data: { capture_id: "cap_1" } })
      expect(keys).toEqual([operation.idempotency_key])
      expect(await rowsOf("klarna_1")).toMatchObject([
        {
          outcome: "accepted",
          http_status: 201,
          correlation_id: "corr-1",
          result_id: "cap_1",
          duration_ms: 12,
          attempts: 1,
          sent_at: expect.any(Date),
          finished_at: expect.any(Date),
        },
      ])
    })

    it("answers a refusal instead of throwing, and keeps Klarna's words", async () => {
      const refused = new KlarnaRefusedError("CANCEL_NOT_ALLOWED", ["No."], { ...call, status: 403 })
      const sent = await sendOperation(knex, await open(), () => Promise.reject(refused))
      expect(sent.outcome).toMatchObject({ type: "refused", code: "CANCEL_NOT_ALLOWED" })
      expect(await rowsOf("klarna_1")).toMatchObject([
        { outcome: "refused", http_status: 403, error_code: "CANCEL_NOT_ALLOWED", error_messages: ["No."] },
      ])
    })

    it("keeps the row open when the answer was lost, and ends it when the repeat is answered", async () => {
      const operation = await open()
      await sendOperation(knex, operation, () => Promise.reject(new KlarnaUnreachableError("HTTP 503", false, call)))
      const [unknown] = await rowsOf("klarna_1")
      expect(unknown).toMatchObject({ outcome: "unknown", attempts: 1 })

      await sendOperation(knex, unknown, async () => ({ data: undefined, status: 204, durationMs: 1 }))
      expect(await rowsOf("klarna_1")).toMatchObject([{ outcome: "accepted", attempts: 2 }])
    })

    it("counts as no attempt what a slowed down account kept from being sent", async () => {
      const slowed = new KlarnaBusyError(60_000, { operation: "orders.cancel", durationMs: 0 }, true)
      await sendOperation(knex, await open(), () => Promise.reject(slowed))
      expect(await rowsOf("klarna_1")).toMatchObject([{ outcome: "failed", attempts: 0, sent_at: null }])
    })

    it("knows after such a repeat what it knew before: the write may have happened", async () => {
      await sendOperation(knex, await open(), () => Promise.reject(new KlarnaUnreachableError("HTTP 503", false, call)))
      const [unknown] = await rowsOf("klarna_1")
      const slowed = new KlarnaBusyError(60_000, { operation: "orders.cancel", durationMs: 0 }, true)
      await sendOperation(knex, unknown, () => Promise.reject(slowed))
      const { attempts, sent_at, http_status, correlation_id } = unknown
      expect(await rowsOf("klarna_1")).toMatchObject([
        { outcome: "unknown", attempts, sent_at, http_status, correlation_id },
      ])
    })

    it("lets faults of our own through and leaves the row for the next look", async () => {
      await expect(sendOperation(knex, await open(), () => Promise.reject(new TypeError("ours")))).rejects.toThrow(
        "ours"
      )
      expect(await rowsOf("klarna_1")).toMatchObject([{ outcome: null, sent_at: expect.any(Date) }])
    })
  })

  describe("What an answer means for the row", () => {
    const verdict: Outcome = { type: "refused", code: "NOT_ALLOWED", messages: [], status: 403 }
    const answers: Record<string, Outcome> = {
      "a yes": { type: "accepted", status: 204 },
      "Klarna's no": verdict,
      "rejected credentials": { type: "refused", code: "UNAUTHORIZED", messages: [], status: 401 },
      "a no without Klarna's code": { type: "refused", code: "HTTP_403", messages: [], status: 403 },
      "a conflict": { type: "refused", code: "CONFLICT", messages: [], status: 409 },
      weather: { type: "weather", reason: "429" },
      silence: { type: "unknown", reason: "timeout" },
    }
    const fresh: Record<string, OperationOutcome> = {
      "a yes": "accepted",
      "Klarna's no": "refused",
      "rejected credentials": "refused",
      "a no without Klarna's code": "refused",
      "a conflict": "refused",
      weather: "failed",
      silence: "unknown",
    }
    /** The first attempt may have been carried out: only Klarna's own verdict says that it was not. */
    const repeated: Record<string, OperationOutcome> = {
      ...fresh,
      "rejected credentials": "unknown",
      "a no without Klarna's code": "unknown",
      "a conflict": "unknown",
      weather: "unknown",
    }

    it.each(Object.keys(answers))("%s", (answer) => {
      expect(endOf({ kind: "cancel", outcome: null }, answers[answer])).toBe(fresh[answer])
      expect(endOf({ kind: "cancel", outcome: "unknown" }, answers[answer])).toBe(repeated[answer])
    })

    it("keeps the doubt about a purchase even after Klarna's no: the first attempt may have used up the token", () => {
      expect(endOf({ kind: "create_order", outcome: "unknown" }, verdict)).toBe("unknown")
    })
  })

  describe("A capture or refund whose answer was lost", () => {
    const lost = async (kind: "capture" | "refund") => {
      await remember("order_1", { klarna_order_id: "klarna_1" })
      await set("klarna_1", { read_at: new Date(), order_amount: 100, captured_amount: kind === "refund" ? 100 : 0 })
      const operation = await open({ kind, reference: "ours" })
      await closeOperation(knex, operation, "unknown")
      return operation
    }
    const order = (parts: Partial<Order>) => ({ order_id: "klarna_1", captures: [], refunds: [], ...parts }) as Order

    it("is found at Klarna by our reference", async () => {
      const captures = [{ capture_id: "cap_1", captured_amount: 100, reference: "ours" }] as Order["captures"]
      expect(await resolveMoneyOperation(knex, await lost("capture"), order({ captures }))).toBe("accepted")
      expect(await rowsOf("klarna_1")).toMatchObject([{ outcome: "accepted", result_id: "cap_1" }])
      expect(await rowOf("klarna_1")).toMatchObject({ captured_amount: 100, status: "CAPTURED" })
    })

    it("did not happen when Klarna has only others", async () => {
      const refunds = [{ refund_id: "ref_1", refunded_amount: 40, reference: "theirs" }] as Order["refunds"]
      expect(await resolveMoneyOperation(knex, await lost("refund"), order({ refunds }))).toBe("failed")
      expect(await rowsOf("klarna_1")).toMatchObject([{ outcome: "failed", result_id: null }])
      expect(await rowOf("klarna_1")).toMatchObject({ refunded_amount: 0 })
    })
  })

  describe("How an account takes billing addresses", () => {
    async function ended(n: number, kind: Intent["kind"], outcome: OperationOutcome, error_code?: string) {
      const operation = await open({ klarna_order_id: `klarna_${n}`, kind })
      await closeOperation(knex, operation, outcome, { error_code })
    }

    it("is counted by orders whose billing address was refused and whose delivery address was taken", async () => {
      for (const n of [1, 2]) {
        await ended(n, "shipping_address", "accepted")
        await ended(n, "billing_address", "refused", "NOT_ALLOWED")
      }
      await ended(2, "billing_address", "refused", "NOT_ALLOWED")
      // The buyer was refused, not the field; or the edge, not Klarna.
      await ended(3, "shipping_address", "refused", "NOT_ALLOWED")
      await ended(3, "billing_address", "refused", "NOT_ALLOWED")
      await ended(4, "shipping_address", "accepted")
      await ended(4, "billing_address", "refused", "HTTP_403")
      await ended(5, "shipping_address", "accepted")
      await ended(5, "billing_address", "accepted")
      expect(await billingRefusals(knex, "default")).toEqual({ orders: 2, since: "start" })
      expect(await billingRefusals(knex, "other")).toEqual({ orders: 0, since: "start" })
    })

    it("is counted anew after the button", async () => {
      await ended(1, "shipping_address", "accepted")
      await ended(1, "billing_address", "refused", "NOT_ALLOWED")
      expect(await noteDecision(knex, { kind: "rearm_billing", account_id: "default", trigger: "test" })).toBe(true)
      const { orders, since } = await billingRefusals(knex, "default")
      expect(orders).toBe(0)
      expect(since).toMatch(/^klop_/)
      await ended(1, "billing_address", "refused", "NOT_ALLOWED")
      expect(await billingRefusals(knex, "default")).toEqual({ orders: 1, since })
    })

    it("is said once, however many notice it at once", async () => {
      const said = { kind: "billing_fallback", account_id: "default", trigger: "test", key: "start" } as const
      const noted = await Promise.all([1, 2, 3].map(() => noteDecision(knex, said)))
      expect(noted.filter(Boolean)).toHaveLength(1)
    })
  })
})
