import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "http"
import type { AddressInfo } from "net"
import { callOf } from "../store/klarna-calls"

/** One call as it was under way: from the shop's last byte to the answer's last, or to the end of the connection. */
export interface CallOnTheLine {
  /** As `PATCH authorization`. */
  call: string
  path: string
  /** Who calls: processes may be told apart by the option `userAgent`. */
  userAgent: string
  /** Milliseconds on one clock; no end: still under way. */
  start: number
  end?: number
}

/** Which call is stopped, and where: before Klarna hears of it, or when Klarna has done it and nobody knows yet. */
export interface LineHold {
  call: string
  /** A piece of the path, for example Klarna's order id. */
  path: string
  at: "request" | "answer"
}

export interface KlarnaLine {
  url: string
  /** Answers whether a call waits there now. Such a call never goes on. */
  hold(hold: LineHold): () => boolean
  /** Nothing is held any more; what waited is cut. */
  releaseAll(): void
  /** Every answer takes so much longer, in milliseconds. */
  delay(milliseconds: number): void
  calls(): CallOnTheLine[]
  forget(): void
  close(): Promise<void>
}

interface Held extends LineHold {
  waiting: ServerResponse[]
}

/** The line between a shop and its Klarna: it measures what is under way at the same time, and can stop a call at either end. */
export async function openKlarnaLine(klarna: string): Promise<KlarnaLine> {
  const agent = new Agent({ keepAlive: true })
  let holds: Held[] = []
  let calls: CallOnTheLine[] = []
  let latency = 0

  const heldAt = (at: LineHold["at"], { call, path }: CallOnTheLine) =>
    holds.find((hold) => hold.at === at && hold.call === call && path.includes(hold.path))

  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()))

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming)
    const { method = "GET", url: path = "/", headers } = incoming
    const call = callOf({ method, path })
    const entry: CallOnTheLine = { call, path, userAgent: headers["user-agent"] ?? "", start: performance.now() }
    calls.push(entry)
    outgoing.once("close", () => (entry.end = performance.now()))

    const before = heldAt("request", entry)
    if (before) return void before.waiting.push(outgoing)
    const answer = await forward(new URL(path, klarna), incoming, body, agent)
    const after = heldAt("answer", entry)
    if (after) return void after.waiting.push(outgoing)
    if (latency) await new Promise((resolve) => setTimeout(resolve, latency))
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (hold) => {
      const held: Held = { ...hold, waiting: [] }
      holds.push(held)
      return () => held.waiting.some((outgoing) => !outgoing.destroyed)
    },
    releaseAll: () => {
      for (const { waiting } of holds.splice(0)) for (const outgoing of waiting) outgoing.destroy()
    },
    delay: (milliseconds) => void (latency = milliseconds),
    calls: () => calls,
    forget: () => void (calls = []),
    close: async () => {
      holds = []
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer {
  status: number
  headers: IncomingMessage["headers"]
  body: Buffer
}

function forward(to: URL, { method, headers }: IncomingMessage, body: Buffer, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(to, { method, headers, agent }, (answer) => {
      bytesOf(answer).then((bytes) => {
        const { "transfer-encoding": _, ...kept } = answer.headers
        resolve({ status: answer.statusCode ?? 502, headers: kept, body: bytes })
      }, reject)
    })
    outgoing.once("error", reject).end(body)
  })
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Calls of one Klarna order that were under way at the same time, in words; empty: there were none. */
export function overlapsOf(calls: CallOnTheLine[]): string[] {
  const byOrder = new Map<string, CallOnTheLine[]>()
  for (const call of calls) {
    const [, order] = /\/orders\/([^/?]+)/.exec(call.path) ?? []
    if (order) byOrder.set(order, [...(byOrder.get(order) ?? []), call])
  }
  return [...byOrder].flatMap(([order, itsCalls]) => {
    const inTime = [...itsCalls].sort((a, b) => a.start - b.start)
    return inTime.flatMap((call, index) => {
      const earlier = inTime.slice(0, index).find(({ end }) => end === undefined || end > call.start)
      return earlier ? [`${order}: ${call.call} began during ${earlier.call}`] : []
    })
  })
}
