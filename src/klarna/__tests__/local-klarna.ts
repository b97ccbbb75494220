import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { createKlarnaClient, type KlarnaClient } from "../client"
import type { ClientSettings } from "../settings"

export interface Seen {
  method?: string
  url?: string
  headers: IncomingHttpHeaders
  body: string
}

/** A whole answer, or what to do with the connection. */
export type Answer =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((request: IncomingMessage, response: ServerResponse) => void)

export const account = {
  username: "K123_canaryuser",
  password: "canary-password",
  environment: "playground",
  region: "eu",
} as const

/** A real server on this machine that answers what it was told, in order, and remembers what it was asked. */
export async function startLocalKlarna() {
  const seen: Seen[] = []
  const answers: Answer[] = []
  const waits: number[] = []
  let connections = 0
  const open: KlarnaClient[] = []

  const server = http.createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    seen.push({ method: request.method, url: request.url, headers: request.headers, body })
    const answer = answers.shift() ?? { status: 500, body: "the test prepared no answer" }
    if (typeof answer === "function") return answer(request, response)
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body)
    response.writeHead(answer.status ?? 200, { "Content-Type": "application/json", ...answer.headers }).end(text)
  })
  server.on("connection", () => (connections += 1))
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    baseUrl,
    seen,
    connections: () => connections,
    willAnswer: (...next: Answer[]) => void answers.push(...next),
    /** What its clients would have waited between attempts, in milliseconds. */
    waits,
    /** Waits are skipped, which moves the client's clock, and written down; chance is none. */
    client(settings: ClientSettings = {}): KlarnaClient {
      let skippedMs = 0
      const now = () => performance.now() + skippedMs
      const sleep = async (ms: number) => {
        waits.push(ms)
        skippedMs += ms
      }
      const client = createKlarnaClient({ ...account, baseUrl }, { random: () => 0, now, sleep, ...settings })
      open.push(client)
      return client
    },
    async stop() {
      for (const client of open) client.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

export type LocalKlarna = Awaited<ReturnType<typeof startLocalKlarna>>

/** What a call threw. A call that succeeds fails the test. */
export async function failureOf<E extends Error>(
  call: Promise<unknown>,
  kind: new (...args: never[]) => E
): Promise<E> {
  const error = await call.then(
    () => new Error("the call succeeded"),
    (thrown: unknown) => thrown
  )
  expect(error).toBeInstanceOf(kind)
  return error as E
}

/** An order as Klarna tells it: only what it always tells. */
export const orderAnswer = {
  order_id: "9a1c6e0e-53a5-4f3c-8d0b-1f7f2f0a7c11",
  status: "AUTHORIZED",
  fraud_status: "ACCEPTED",
  order_amount: 24900,
  original_order_amount: 24900,
  captured_amount: 0,
  refunded_amount: 0,
  remaining_authorized_amount: 24900,
  purchase_country: "SE",
  purchase_currency: "SEK",
}
