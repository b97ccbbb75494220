import type { Address, Capture, MerchantUrls, Order, OrderLine, Refund } from "../klarna/types"
import type { SentCallback } from "./callbacks"
import type { OrderState } from "./controls/order-state"
import type { FaultOrder } from "./faults"
import type { Approval } from "./payments/approve"
import type { RateLimit } from "./rate-limit"
import type { LoggedRequest } from "./request-log"
import type { RiskAnswer, StoredSession } from "./state"
import type { Switches } from "./switches"

export type PortalAction = "capture" | "refund" | "cancel" | "release" | "update-amount" | "expire"
type Risk = { increase?: RiskAnswer; address?: RiskAnswer }
type Parts = "order_lines" | "captures" | "refunds" | "billing_address" | "shipping_address"

/** Any part of an order; what is not given is filled in. An address of `null` is left out. */
export interface SeedOrder extends Partial<Omit<Order, Parts>> {
  order_lines?: Partial<OrderLine>[]
  captures?: Partial<Capture>[]
  refunds?: Partial<Refund>[]
  billing_address?: Address | null
  shipping_address?: Address | null
  /** User name; the first merchant when absent. */
  merchant?: string
  merchant_urls?: MerchantUrls
  auto_capture?: boolean
  acknowledged?: boolean
  risk?: Risk
}

export type SimulatorControls = ReturnType<typeof simulatorControls>

/** The control interface as functions, for tests and demos. A control that refuses is an error with its sentence. */
export function simulatorControls(url: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/__simulator${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} /__simulator${path} answered ${answer.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
  return {
    reset: () => call<void>("POST", "/reset"),

    seedOrder: (order: SeedOrder = {}) => call<OrderState>("POST", "/orders", order),
    order: (id: string) => call<OrderState>("GET", `/orders/${encodeURIComponent(id)}`),
    orders: () => call<OrderState[]>("GET", "/orders"),
    setRisk: (id: string, risk: Risk) => call<OrderState>("PATCH", `/orders/${encodeURIComponent(id)}`, { risk }),
    /** `amount` in minor units; absent: everything that is left. */
    portal: (id: string, action: PortalAction, amount?: number) =>
      call<OrderState>("POST", `/orders/${encodeURIComponent(id)}/portal`, { action, amount }),
    fraud: (id: string, status: "ACCEPTED" | "REJECTED" | "STOPPED") =>
      call<OrderState>("POST", `/orders/${encodeURIComponent(id)}/fraud`, { status }),

    sessions: () => call<StoredSession[]>("GET", "/sessions"),
    approve: (sessionId: string, approval: Approval = {}) =>
      call<{ authorization_token: string }>("POST", `/sessions/${encodeURIComponent(sessionId)}/approve`, approval),
    deny: (sessionId: string) => call<{ approved: false }>("POST", `/sessions/${encodeURIComponent(sessionId)}/deny`),

    /** Without an argument: what time it is at Klarna. */
    clock: (change?: { now: string } | { advance_seconds: number }) =>
      call<{ now: string }>(change ? "PATCH" : "GET", "/clock", change),
    faults: (fault: FaultOrder) => call<void>("POST", "/faults", fault),
    clearFaults: () => call<void>("DELETE", "/faults"),
    /** How often this merchant may call, in each category; without a limit the switch `rate_limit` decides again. */
    limit: (merchant: string, limit?: RateLimit) =>
      call<void>(limit ? "PUT" : "DELETE", `/rate-limits/${encodeURIComponent(merchant)}`, limit),
    switches: (change: Partial<Switches> = {}) => call<Switches>("PATCH", "/switches", change),

    requests: () => call<LoggedRequest[]>("GET", "/requests"),
    clearRequests: () => call<void>("DELETE", "/requests"),
    callbacks: () => call<SentCallback[]>("GET", "/callbacks"),
  }
}
