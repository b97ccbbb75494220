import type { SeedOrder } from "../index"
import { type SwitchName, switchTable } from "../switches"
import { key, line, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()

interface Watch {
  /** Does what the switch is about and says what came of it. */
  watch: () => Promise<unknown>
  /** By value of the switch. */
  seen: Record<string, unknown>
}

const seeded = async (seed: SeedOrder = {}) => (await klarna.controls.seedOrder(seed)).order_id
const state = (id: string) => klarna.controls.order(id)

/** One answer's status for a call on a freshly seeded order. */
const status = (seed: SeedOrder, method: string, path: string, body?: unknown) => async () =>
  (await klarna.om(method, await seeded(seed), path, body)).status

const cell = (seed: SeedOrder, method: string, path: string, yes: number, body?: unknown): Watch => ({
  watch: status(seed, method, path, body),
  seen: { accept: yes, refuse: 403 },
})

const address = { shipping_address: { street_address: "Storgatan 2" } }
const buyer = {
  given_name: "Anna",
  family_name: "Berg",
  street_address: "A 1",
  postal_code: "11151",
  city: "Stockholm",
  country: "SE",
}
const part: SeedOrder = { status: "PART_CAPTURED", captured_amount: 4_000 }
const expiredPart: SeedOrder = { status: "EXPIRED", captured_amount: 4_000 }
const closedPart: SeedOrder = { status: "CLOSED", captured_amount: 4_000 }
const amountTo = (order_amount: number, order_lines = [line(1, order_amount)]) => ({ order_amount, order_lines })

const afterRelease = async () => {
  const id = await seeded(part)
  await klarna.om("POST", id, "/release-remaining-authorization")
  return state(id)
}

const twice = async (first: () => Promise<{ status: number }>, second = first) => [
  (await first()).status,
  (await second()).status,
]

const switches: Record<SwitchName, Watch> = {
  cancel_twice: cell({ status: "CANCELLED" }, "POST", "/cancel", 204),
  cancel_when_expired: cell({ status: "EXPIRED" }, "POST", "/cancel", 204),
  refund_when_expired: cell(expiredPart, "POST", "/refunds", 201, { refunded_amount: 1 }),
  refund_when_closed: cell(closedPart, "POST", "/refunds", 201, { refunded_amount: 1 }),
  release_when_expired: cell(expiredPart, "POST", "/release-remaining-authorization", 204),
  release_when_closed: cell(closedPart, "POST", "/release-remaining-authorization", 204),
  release_sets_status_captured: {
    watch: async () => (await afterRelease()).status,
    seen: { true: "CAPTURED", false: "PART_CAPTURED" },
  },
  release_lowers_order_amount: {
    watch: async () => {
      const { order_amount, remaining_authorized_amount } = await afterRelease()
      return [order_amount, remaining_authorized_amount]
    },
    seen: { true: [4_000, 0], false: [10_000, 0] },
  },
  extend_part_captured: cell(part, "POST", "/extend-authorization-time", 204),
  extend_captured: cell({ status: "CAPTURED" }, "POST", "/extend-authorization-time", 204),
  extend_when_closed: cell({ status: "CLOSED" }, "POST", "/extend-authorization-time", 204),
  address_after_part_capture: cell(part, "PATCH", "/customer-details", 204, address),
  address_after_capture: cell({ status: "CAPTURED" }, "PATCH", "/customer-details", 204, address),
  address_when_closed: cell({ status: "CLOSED" }, "PATCH", "/customer-details", 204, address),
  address_country_change: cell({ shipping_address: buyer }, "PATCH", "/customer-details", 204, {
    shipping_address: { country: "NO" },
  }),
  address_name_change: cell({ shipping_address: buyer }, "PATCH", "/customer-details", 204, {
    shipping_address: { given_name: "Bo" },
  }),
  clearing_mandatory_field: {
    watch: status({ shipping_address: buyer }, "PATCH", "/customer-details", { shipping_address: { city: "" } }),
    seen: { accept: 204, refuse: 422 },
  },
  billing_address_update: {
    watch: async () => {
      const id = await seeded({ billing_address: buyer })
      const same = await klarna.om("PATCH", id, "/customer-details", { billing_address: { city: "Stockholm" } })
      const other = await klarna.om("PATCH", id, "/customer-details", {
        billing_address: { city: "Malmö" },
        ...address,
      })
      const { billing_address, shipping_address } = await state(id)
      return [same.status, other.status, billing_address?.city, shipping_address?.street_address]
    },
    seen: {
      refuse: [403, 403, "Stockholm", "A 1"],
      refuse_when_changed: [204, 403, "Stockholm", "A 1"],
      accept: [204, 204, "Malmö", "Storgatan 2"],
    },
  },
  references_when_expired: cell({ status: "EXPIRED" }, "PATCH", "/merchant-references", 204, {
    merchant_reference1: "1",
  }),
  references_when_closed: cell({ status: "CLOSED" }, "PATCH", "/merchant-references", 204, {
    merchant_reference1: "1",
  }),
  acknowledge_when_cancelled: cell({ status: "CANCELLED" }, "POST", "/acknowledge", 204),
  acknowledge_when_expired: cell({ status: "EXPIRED" }, "POST", "/acknowledge", 204),
  acknowledge_when_closed: cell({ status: "CLOSED" }, "POST", "/acknowledge", 204),
  authorization_zero: cell({}, "PATCH", "/authorization", 204, { order_amount: 0, order_lines: [] }),
  equal_amount_risk_check: {
    watch: status({ risk: { increase: "refuse" } }, "PATCH", "/authorization", amountTo(10_000)),
    seen: { true: 403, false: 204 },
  },
  increase_table: {
    watch: async () => [
      await status(
        { purchase_country: "FR", initial_payment_method: { type: "FIXED_AMOUNT" } },
        "PATCH",
        "/authorization",
        amountTo(10_001)
      )(),
      await status(
        { purchase_country: "US", initial_payment_method: { type: "DEFERRED_INTEREST" } },
        "PATCH",
        "/authorization",
        amountTo(10_001)
      )(),
    ],
    seen: { current: [204, 403], archived: [403, 204] },
  },
  increase_market: {
    watch: status(
      { purchase_country: "SE", billing_address: { ...buyer, country: "CH" } },
      "PATCH",
      "/authorization",
      amountTo(10_001)
    ),
    seen: { purchase_country: 204, billing_country: 403 },
  },
  lines_enforced_at_om: {
    watch: status({}, "PATCH", "/authorization", amountTo(9_000, [line(3, 3_001, { total_amount: 9_000 })])),
    seen: { true: 422, false: 204 },
  },
  sum_enforced_at_om: {
    watch: async () => [
      await status({}, "PATCH", "/authorization", amountTo(9_000, [line(1, 9_001)]))(),
      await status({}, "PATCH", "/authorization", amountTo(9_000, [line(1, 9_002)]))(),
    ],
    seen: { strict: [422, 422], within_one: [204, 422], off: [204, 204] },
  },
  capture_lines_sum_enforced: {
    watch: status({}, "POST", "/captures", { captured_amount: 5_000, order_lines: [line(1, 4_000)] }),
    seen: { true: 422, false: 201 },
  },
  capture_zero: cell({}, "POST", "/captures", 201, { captured_amount: 0 }),
  capture_fraud_pending: cell({ fraud_status: "PENDING" }, "POST", "/captures", 201, { captured_amount: 1 }),
  capture_fraud_rejected: cell({ fraud_status: "REJECTED" }, "POST", "/captures", 201, { captured_amount: 1 }),
  rejected_order: {
    watch: async () => {
      const id = await seeded({ fraud_status: "PENDING" })
      await klarna.controls.fraud(id, "REJECTED")
      const atOnce = (await state(id)).status
      await klarna.controls.clock({ advance_seconds: 4 * 3600 })
      return [atOnce, (await state(id)).status]
    },
    seen: {
      cancel_after_4h: ["AUTHORIZED", "CANCELLED"],
      cancel_now: ["CANCELLED", "CANCELLED"],
      keep: ["AUTHORIZED", "AUTHORIZED"],
    },
  },
  auto_capture_when_pending: {
    watch: async () => {
      const { authorization_token } = await klarna.approved(purchase(), { fraud_status: "PENDING" })
      const placed = await klarna.placeOrder(authorization_token, purchase({ auto_capture: true }))
      const before = (await state(placed.body.order_id)).status
      await klarna.controls.fraud(placed.body.order_id, "ACCEPTED")
      return [before, (await state(placed.body.order_id)).status]
    },
    seen: { after_acceptance: ["AUTHORIZED", "CAPTURED"], at_once: ["CAPTURED", "CAPTURED"] },
  },
  part_captured_expiry: {
    watch: async () => {
      const id = await seeded(part)
      await klarna.controls.clock({ advance_seconds: 29 * 86_400 })
      return (await state(id)).status
    },
    seen: { expired: "EXPIRED", captured: "CAPTURED" },
  },
  replay_errors_under_key: {
    watch: async () => {
      const id = await seeded({ risk: { increase: "refuse" } })
      const raise = () => klarna.om("PATCH", id, "/authorization", amountTo(11_000), key("k"))
      return twice(raise, async () => {
        await klarna.controls.setRisk(id, { increase: "accept" })
        return raise()
      })
    },
    seen: { true: [403, 403], false: [403, 204] },
  },
  key_scope: {
    watch: async () => {
      const [one, two] = [await seeded(), await seeded()]
      await klarna.om("POST", one, "/cancel", undefined, key("k"))
      await klarna.om("POST", two, "/cancel", undefined, key("k"))
      return (await state(two)).status
    },
    seen: { merchant: "AUTHORIZED", merchant_and_path: "CANCELLED" },
  },
  concurrent_duplicate: {
    watch: async () => {
      const id = await seeded()
      await klarna.controls.faults({ fault: "slow", delay_ms: 300 })
      const capture = () => klarna.om("POST", id, "/captures", { captured_amount: 1_000 }, key("k"))
      const answers = await Promise.all([capture(), capture()])
      return [...answers.map((one) => one.status).sort(), (await state(id)).captures.length]
    },
    seen: { wait: [201, 201, 1], conflict: [201, 409, 1] },
  },
  create_order_repeat_same_body: {
    watch: async () => {
      const { authorization_token } = await klarna.approved(purchase())
      const place = () => klarna.placeOrder(authorization_token, purchase())
      return [...(await twice(place)), (await klarna.controls.orders()).length]
    },
    seen: { same_answer: [200, 200, 1], consumed: [200, 403, 1] },
  },
  order_tax_tolerance: {
    watch: async () =>
      (await klarna.call("POST", "/payments/v1/sessions", purchase({ order_tax_amount: 2_002 }))).status,
    seen: { lines: 400, quantities: 200 },
  },
  authorized_payment_method_form: {
    watch: async () => {
      const { authorization_token } = await klarna.approved(purchase())
      return (await klarna.placeOrder(authorization_token, purchase())).body.authorized_payment_method
    },
    seen: { object: { type: "invoice", number_of_days: 30 }, string: "invoice" },
  },
  id_headers: {
    watch: async () => {
      const { headers } = await klarna.om("POST", await seeded(), "/captures", { captured_amount: 1 })
      return Object.keys(headers).filter((name) => /^capture/.test(name))
    },
    seen: { hyphen: ["capture-id"], underscore: ["capture_id"] },
  },
  due_date_extension: {
    watch: async () => {
      const { order_id, captures } = await klarna.controls.seedOrder({ status: "CAPTURED" })
      const path = `/captures/${captures[0].capture_id}/extend-due-date`
      return (await klarna.om("PATCH", order_id, path, { number_of_days: 14 })).status
    },
    seen: { accept: 204, refuse: 403 },
  },
  invalid_order_id_status: {
    watch: async () => (await klarna.om("GET", "not-a-uuid")).status,
    seen: { 400: 400, 404: 404 },
  },
  om_bad_value_status: {
    watch: status({}, "PATCH", "/authorization", { order_amount: -1 }),
    seen: { 422: 422, 400: 400 },
  },
  refund_not_found_status: {
    watch: status({}, "GET", "/refunds/nobody"),
    seen: { 404: 404, 400: 400 },
  },
  rate_limit: {
    watch: async () => {
      const calls = Array.from({ length: 120 }, () => klarna.call("POST", "/payments/v1/sessions", {}))
      const limited = (await Promise.all(calls)).filter((one) => one.status === 429)
      return [limited.length > 0, limited.length > 100]
    },
    seen: { off: [false, false], live: [true, false], playground: [true, true] },
  },
}

describe.each(Object.entries(switches))("the switch %s", (name, { watch, seen }) => {
  const values: readonly unknown[] = switchTable[name as SwitchName].values

  it.each(values)("does as it says when it is %s", async (value) => {
    await klarna.controls.switches({ [name]: value })
    expect(await watch()).toEqual(seen[String(value)])
  })

  it("is tried with every value it has, and each makes a difference", () => {
    expect(Object.keys(seen).sort()).toEqual(values.map(String).sort())
    expect(new Set(Object.values(seen).map((one) => JSON.stringify(one))).size).toBe(values.length)
  })
})

it("answers with all switches, and refuses unknown names and values by name", async () => {
  const changed = await klarna.call("PATCH", "/__simulator/switches", { cancel_twice: "accept" })
  expect(changed.status).toBe(200)
  expect(Object.keys(changed.body).sort()).toEqual(Object.keys(switchTable).sort())
  expect(changed.body.cancel_twice).toBe("accept")

  const unknown = await klarna.call("PATCH", "/__simulator/switches", { capture_zero: "refuse", no_such: 1 })
  expect([unknown.status, unknown.body.error]).toEqual([400, 'There is no switch "no_such".'])
  const wrong = await klarna.call("PATCH", "/__simulator/switches", { cancel_twice: "maybe" })
  expect([wrong.status, wrong.body.error]).toEqual([400, expect.stringContaining("cancel_twice")])
  expect(await klarna.controls.switches()).toEqual(changed.body)
})
