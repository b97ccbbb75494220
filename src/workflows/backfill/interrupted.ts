import type { BackfillReason } from "../../modules/klarna/backfill"

/** The run stands still here and goes on here: it is not this order's fault. */
export class BackfillInterruptedError extends Error {
  override readonly name = "BackfillInterruptedError"
  constructor(
    readonly reason: BackfillReason,
    message: string
  ) {
    super(message)
  }
}
