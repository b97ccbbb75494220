import type { ActionRequest } from "./use-klarna-action"
import type { AttentionCode } from "./types"

/** A button beside what needs attention; `label` is a key below `help`. */
export interface Help extends ActionRequest {
  label: string
}

const sendAgain: Help = { label: "send_again", action: "sync" }
const refresh: Help = { label: "refresh", action: "refresh" }
const askAgain: Help = { label: "ask_again", action: "update_amount" }
const askAnyway: Help = { label: "ask_anyway", action: "update_amount" }
const undo: Help = { label: "revert_edit", action: "revert_edit" }
const resendAddress: Help = { label: "resend_address", action: "resend_address" }
const extend: Help = { label: "extend", action: "extend" }
const refundMissing: Help = { label: "refund_missing", action: "refund_missing" }

const insistOn = (...force: NonNullable<NonNullable<ActionRequest["body"]>["force"]>): Help => ({
  ...sendAgain,
  body: { force },
})

/** What helps with which trouble, the likeliest first. Total, so that a new code gets its buttons. */
export const helps: Record<AttentionCode, Help[]> = {
  account_missing: [sendAgain],
  address_field_required: [sendAgain],
  address_refused: [resendAddress],
  amount_refused: [askAgain, undo],
  below_captured: [sendAgain],
  billing_address_refused: [insistOn("billing_address")],
  cancel_refused: [insistOn("cancel")],
  capture_refused: [refresh],
  captured_elsewhere: [refresh],
  credentials_rejected: [sendAgain],
  customization_failed: [sendAgain],
  do_not_ship: [refresh],
  expires_soon: [extend, refresh],
  extension_refused: [extend, refresh],
  fraud_rejected: [refresh],
  fraud_stopped: [refresh],
  increase_not_eligible: [askAnyway, undo],
  increase_refused: [undo, askAgain],
  klarna_order_missing: [refresh],
  klarna_unavailable: [sendAgain],
  lines_unmappable: [sendAgain],
  not_covered: [undo, refresh],
  payment_not_following: [sendAgain],
  references_refused: [insistOn("references")],
  refund_missing: [refundMissing],
  refund_not_made: [refresh],
  refunded_elsewhere: [refresh],
  release_refused: [insistOn("release")],
  several_klarna_orders: [refresh],
  shipping_info_refused: [insistOn("shipping_info")],
  split_payment_voided: [sendAgain],
}
