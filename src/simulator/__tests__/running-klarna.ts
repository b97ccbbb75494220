import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import type { OrderLine } from "../../klarna/types"
import { type Merchant, simulatorControls, startKlarnaSimulator } from "../index"

export interface Answered {
  status: number
  headers: Record<string, string>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test expects it to be
  body: any
  text: string
}

/** A simulator for one spec file, with its controls and one function to call it as a merchant. */
export function runningKlarna(merchants?: Merchant[]) {
  const running = { url: "", close: async () => {} }
  beforeAll(async () => Object.assign(running, await startKlarnaSimulator({ merchants })))
  afterAll(() => running.close())
  beforeEach(() => simulatorControls(running.url).reset())

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<Answered> => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: basic("simulator", "simulator"), "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text, body: parsed(text) }
  }
  return {
    get url() {
      return running.url
    },
    get controls() {
      return simulatorControls(running.url)
    },
    call,
    /** A call on one order. */
    om: (method: string, id: string, path = "", body?: unknown, headers?: Record<string, string>) =>
      call(method, `/ordermanagement/v1/orders/${id}${path}`, body, headers),
    /** A session that the buyer has approved. */
    approved: async (purchase: object, approval = {}) => {
      const session = await call("POST", "/payments/v1/sessions", purchase)
      const { authorization_token } = await simulatorControls(running.url).approve(session.body.session_id, approval)
      return { session_id: session.body.session_id as string, authorization_token }
    },
    placeOrder: (token: string, purchase: object) =>
      call("POST", `/payments/v1/authorizations/${token}/order`, purchase),
  }
}

export const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const key = (value: string) => ({ "Klarna-Idempotency-Key": value })

/** A Swedish line with 25 % tax in the price; amounts in minor units. */
export const line = (quantity: number, unit_price: number, more: Partial<OrderLine> = {}): OrderLine => ({
  type: "physical",
  reference: "sku-1",
  name: "Tomatoes",
  quantity,
  unit_price,
  tax_rate: 2500,
  total_amount: quantity * unit_price,
  total_tax_amount: Math.round((quantity * unit_price) / 5),
  ...more,
})

/** A cart in Sweden, 100 kronor unless told otherwise. */
export const purchase = (more: Record<string, unknown> = {}) => ({
  purchase_country: "SE",
  purchase_currency: "SEK",
  locale: "sv-SE",
  order_amount: 10_000,
  order_tax_amount: 2_000,
  order_lines: [line(2, 5_000)],
  ...more,
})

/** The merchant's own server: remembers what Klarna posts. */
export function merchantServer(status = 200) {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test expects it to be
  const received: { url?: string; body: any; headers: IncomingHttpHeaders }[] = []
  const server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on("data", (part: Buffer) => parts.push(part))
    req.on("end", () => {
      received.push({ url: req.url, headers: req.headers, body: parsed(Buffer.concat(parts).toString()) })
      res.writeHead(status).end()
    })
  })
  let url = ""
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => void received.splice(0))
  return {
    received,
    get url() {
      return url
    },
  }
}

/** Looks again until it is so; fails with what was last seen. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const deadline = Date.now() + 5_000
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > deadline) throw new Error(`Still not so: ${JSON.stringify(seen)}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
