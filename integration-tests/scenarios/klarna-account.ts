import { randomUUID } from "crypto"
import fetch from "node-fetch"
import type { Order } from "../../src/klarna/types"

/** A Klarna at an address, and the keys of one account there. */
export interface KlarnaAddress {
  url: string
  username: string
  password: string
}

/** Klarna as any system of the merchant's may ask it: with the account's keys, past the store and past our own client. */
export interface KlarnaAccount {
  /** What Klarna says of an order, now. */
  order(klarnaId: string): Promise<Order>
  /** What another system of the merchant's does to it. Amounts in minor units. */
  elsewhere: {
    capture(klarnaId: string, captured_amount: number): Promise<void>
    refund(klarnaId: string, refunded_amount: number): Promise<void>
    cancel(klarnaId: string): Promise<void>
  }
  ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer>
}

export function klarnaAccount(address: () => KlarnaAddress): KlarnaAccount {
  async function ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
    const { url, username, password } = address()
    const answer = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
        ...(body && { "Content-Type": "application/json", "Klarna-Idempotency-Key": randomUUID() }),
      },
      body: body && JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Klarna answered ${answer.status} to ${method} ${path}: ${text.slice(0, 300)}`)
    return (text ? JSON.parse(text) : undefined) as Answer
  }

  const at = (klarnaId: string) => `/ordermanagement/v1/orders/${encodeURIComponent(klarnaId)}`
  return {
    ask,
    order: (klarnaId) => ask("GET", at(klarnaId)),
    elsewhere: {
      capture: (klarnaId, captured_amount) => ask("POST", `${at(klarnaId)}/captures`, { captured_amount }),
      refund: (klarnaId, refunded_amount) => ask("POST", `${at(klarnaId)}/refunds`, { refunded_amount }),
      cancel: (klarnaId) => ask("POST", `${at(klarnaId)}/cancel`, {}),
    },
  }
}
