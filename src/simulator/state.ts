import type { Address, CreateHostedPage, HostedPage, MerchantUrls, Order, PurchaseDetails } from "../klarna/types"
import { Callbacks } from "./callbacks"
import { Clock } from "./clock"
import { Faults } from "./faults"
import { IdempotencyKeys } from "./idempotency"
import { RateLimits } from "./rate-limit"
import { RequestLog } from "./request-log"
import { defaultSwitches, type Switches } from "./switches"

export interface Merchant {
  username: string
  password: string
}

export type RiskAnswer = "accept" | "refuse"

/** An order as Klarna's read answers it, and what Klarna knows besides. */
export interface StoredOrder {
  order: Order
  merchant: string
  acknowledged: boolean
  /** Set by the control; where unset, the buyer's mail decides. */
  risk: { increase?: RiskAnswer; address?: RiskAnswer }
  merchant_urls: MerchantUrls
  /** Capture everything as soon as the fraud decision allows it. */
  auto_capture: boolean
  /** A refund that could not be assigned to a capture: later ones are not assigned either. */
  refund_unassigned: boolean
  /** ISO; from here the four hours run in which a rejected order may still be captured. */
  rejected_at?: string
  /** How often Klarna was asked to mail the customer, by capture id. */
  send_outs: Record<string, number>
  /** Days granted by capture id. */
  due_date_extensions: Record<string, number>
}

/** The purchase as sent and collected; addresses and lines exactly as they came. */
export type Purchase = PurchaseDetails & Record<string, unknown>

export interface StoredSession {
  session_id: string
  merchant: string
  client_token: string
  purchase: Purchase
  expires_at: string
  complete: boolean
  /** The newest one only: older tokens are dead. */
  authorization_token?: string
}

/** A buyer's yes: what an authorization token stands for. */
export interface Authorization {
  token: string
  session_id: string
  merchant: string
  /** Klarna compares the order with this, not with later updates of the session. */
  purchase: Purchase
  expires_at: string
  /** Klarna Payments' lower-case word. */
  payment_method: string
  fraud_status: "ACCEPTED" | "PENDING" | "REJECTED"
  /** What create-order was sent and what it answered, once it was. */
  consumed?: { body: string; answer: Record<string, unknown> }
}

export interface StoredHostedPage {
  page: HostedPage & { session_id: string }
  merchant: string
  payment_session_id: string
  request: CreateHostedPage
}

export interface World {
  readonly merchants: readonly Merchant[]
  readonly clock: Clock
  readonly orders: Map<string, StoredOrder>
  readonly sessions: Map<string, StoredSession>
  readonly authorizations: Map<string, Authorization>
  readonly hostedPages: Map<string, StoredHostedPage>
  readonly keys: IdempotencyKeys
  readonly faults: Faults
  readonly rates: RateLimits
  readonly log: RequestLog
  readonly callbacks: Callbacks
  switches: Switches
}

export const createWorld = (merchants: readonly Merchant[]): World => ({
  merchants,
  clock: new Clock(),
  orders: new Map(),
  sessions: new Map(),
  authorizations: new Map(),
  hostedPages: new Map(),
  keys: new IdempotencyKeys(),
  faults: new Faults(),
  rates: new RateLimits(),
  log: new RequestLog(),
  callbacks: new Callbacks(),
  switches: defaultSwitches(),
})

/** As if just started; only the merchants stay. */
export function resetWorld(world: World): void {
  for (const part of [world.orders, world.sessions, world.authorizations, world.hostedPages]) part.clear()
  for (const part of [world.keys, world.faults, world.rates, world.log, world.callbacks]) part.clear()
  world.clock.reset()
  world.switches = defaultSwitches()
}

/** Demos need no control call: a mail address like `anna+risk@example.com` makes Klarna say no. */
export function riskAnswer(stored: StoredOrder, decision: "increase" | "address"): RiskAnswer {
  const mailOf = (address?: Address) => address?.email ?? ""
  const mails = mailOf(stored.order.billing_address) + " " + mailOf(stored.order.shipping_address)
  return stored.risk[decision] ?? (mails.includes("+risk") ? "refuse" : "accept")
}
