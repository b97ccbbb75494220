type SwitchValue = string | number | boolean

interface SwitchRow {
  default: SwitchValue
  values: readonly SwitchValue[]
  /** One sentence for the README: what nobody outside Klarna knows for sure. */
  doc: string
}

const refuses = (doc: string) => ({ default: "refuse", values: ["refuse", "accept"], doc }) as const
const accepts = (doc: string) => ({ default: "accept", values: ["accept", "refuse"], doc }) as const
const off = (doc: string) => ({ default: false, values: [false, true], doc }) as const
const on = (doc: string) => ({ default: true, values: [true, false], doc }) as const

/** Every behaviour that Klarna's documents leave open or contradict. Defaults are the likeliest reading. */
export const switchTable = {
  cancel_twice: refuses("Cancelling a cancelled order."),
  cancel_when_expired: refuses("Cancelling an expired order."),
  refund_when_expired: accepts("Refunding the captured part of an order whose rest has expired."),
  refund_when_closed: refuses("Refunding a closed order."),
  release_when_expired: refuses("Releasing what is left of an expired order."),
  release_when_closed: refuses("Releasing what is left of a closed order."),
  release_sets_status_captured: on("Whether a part-captured order becomes CAPTURED when its rest is released."),
  release_lowers_order_amount: off("Whether releasing the rest lowers order_amount to what was captured."),
  extend_part_captured: accepts("Extending the authorization of a part-captured order."),
  extend_captured: refuses("Extending the authorization of a fully captured order."),
  extend_when_closed: refuses("Extending the authorization of a closed order."),
  address_after_part_capture: refuses("Changing the address of a part-captured order."),
  address_after_capture: refuses("Changing the address of a fully captured order."),
  address_when_closed: refuses("Changing the address of a closed order."),
  address_country_change: accepts("Moving the delivery to another country."),
  address_name_change: accepts("Delivering to another recipient."),
  clearing_mandatory_field: refuses(
    "Emptying a name, street, postal code, city or country (region in US, CA, AU, MX)."
  ),
  billing_address_update: {
    default: "refuse",
    values: ["refuse", "refuse_when_changed", "accept"],
    doc: "A billing address in customer-details. Older Klarna accepts it, newer Klarna refuses the whole request.",
  },
  references_when_expired: accepts("Changing the merchant references of an expired order."),
  references_when_closed: accepts("Changing the merchant references of a closed order."),
  acknowledge_when_cancelled: refuses("Acknowledging a cancelled order."),
  acknowledge_when_expired: accepts("Acknowledging an expired order."),
  acknowledge_when_closed: accepts("Acknowledging a closed order."),
  authorization_zero: accepts("Setting order_amount to 0."),
  equal_amount_risk_check: off("Whether new lines at an unchanged amount are a risk decision too."),
  increase_table: {
    default: "current",
    values: ["current", "archived"],
    doc: "Which table of methods and markets decides whether an amount may grow: today's, or that of the archived guide.",
  },
  increase_market: {
    default: "purchase_country",
    values: ["purchase_country", "billing_country"],
    doc: "Which country is the market in that table.",
  },
  lines_enforced_at_om: on("Whether Order Management checks each line's own arithmetic and tax."),
  sum_enforced_at_om: {
    default: "strict",
    values: ["strict", "within_one", "off"],
    doc: "Whether an authorization update needs order_amount to be the sum of its lines.",
  },
  capture_lines_sum_enforced: off("Whether captured_amount must be the sum of the capture's lines."),
  capture_zero: accepts("Capturing an amount of 0."),
  capture_fraud_pending: refuses("Capturing while the fraud decision is pending."),
  capture_fraud_rejected: accepts("Capturing a REJECTED or STOPPED order: the merchant takes the risk."),
  rejected_order: {
    default: "cancel_after_4h",
    values: ["cancel_after_4h", "cancel_now", "keep"],
    doc: "What becomes of an order that the fraud decision rejected and nobody captured.",
  },
  auto_capture_when_pending: {
    default: "after_acceptance",
    values: ["after_acceptance", "at_once"],
    doc: "When an order with auto_capture that is pending is captured.",
  },
  part_captured_expiry: {
    default: "expired",
    values: ["expired", "captured"],
    doc: "The status of a part-captured order after expires_at.",
  },
  replay_errors_under_key: on("Whether a refusal is replayed under its idempotency key like a success."),
  key_scope: {
    default: "merchant",
    values: ["merchant", "merchant_and_path"],
    doc: "Whether one idempotency key used for two different paths is the same request.",
  },
  concurrent_duplicate: {
    default: "wait",
    values: ["wait", "conflict"],
    doc: "A second request with a key whose first is still running: the same answer later, or 409 at once.",
  },
  create_order_repeat_same_body: {
    default: "same_answer",
    values: ["same_answer", "consumed"],
    doc: "Placing an order again with the same token and body: the same order, or 403 because the token is consumed.",
  },
  order_tax_tolerance: {
    default: "lines",
    values: ["lines", "quantities"],
    doc: "By how many minor units order_tax_amount may differ from its lines: one per line, or one per piece.",
  },
  authorized_payment_method_form: {
    default: "object",
    values: ["object", "string"],
    doc: "The shape of authorized_payment_method in the answer to create-order.",
  },
  id_headers: {
    default: "hyphen",
    values: ["hyphen", "underscore"],
    doc: "The spelling of the id headers of captures and refunds: Capture-Id or capture_id.",
  },
  due_date_extension: accepts("Extending the due date of a capture (a paid feature; pay-later orders only)."),
  invalid_order_id_status: { default: 400, values: [400, 404], doc: "The HTTP status of INVALID_ORDER_ID." },
  om_bad_value_status: {
    default: 422,
    values: [422, 400],
    doc: "The HTTP status of a body that breaks Order Management's schema.",
  },
  refund_not_found_status: { default: 404, values: [404, 400], doc: "The HTTP status of an unknown refund." },
  rate_limit: {
    default: "off",
    values: ["off", "live", "playground"],
    doc: "Whether too many calls in a second answer 429. Calls are counted and the headers sent in any case.",
  },
} as const satisfies Record<string, SwitchRow>

export type SwitchName = keyof typeof switchTable
export type Switches = { -readonly [Name in SwitchName]: (typeof switchTable)[Name]["values"][number] }

/** Switches that decide one cell of the status table. */
export type CellSwitch = {
  [Name in SwitchName]: Switches[Name] extends "accept" | "refuse" ? Name : never
}[SwitchName]

export const defaultSwitches = () =>
  Object.fromEntries(Object.entries(switchTable).map(([name, row]) => [name, row.default])) as Switches

/** The switches after a change, or a sentence that says what is wrong with it. Nothing is applied by halves. */
export function changeSwitches(current: Switches, change: Record<string, unknown>): Switches | string {
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(switchTable, name)) return `There is no switch "${name}".`
    const values: readonly unknown[] = switchTable[name as SwitchName].values
    if (!values.includes(value)) {
      return `Switch "${name}" takes ${values.map((one) => JSON.stringify(one)).join(" or ")}, not ${JSON.stringify(value)}.`
    }
  }
  return { ...current, ...change } as Switches
}
