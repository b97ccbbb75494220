import { setTimeout as delay } from "node:timers/promises"
import type { Request, RequestHandler, Response } from "express"
import { type Answer, correlate, notJson, refusalAnswer, serverError, tooLarge, tooManyRequests } from "./answers"
import { unauthorizedPage } from "./answers"
import { merchantOf } from "./authenticate"
import { answerInstead, asFaulted, type FaultOrder } from "./faults"
import type { RateCategory } from "./rate-limit"
import type { ReadBody } from "./read-body"
import { loggableHeaders, type LoggedRequest } from "./request-log"
import type { World } from "./state"

/** One call as an endpoint sees it. */
export interface Call {
  merchant: string
  params: Record<string, string>
  /** Parsed JSON; undefined when the body was empty. */
  body: unknown
  /** `http://127.0.0.1:8089`: for links in answers. */
  origin: string
}

export type Endpoint = (call: Call, world: World) => Answer

export interface EndpointOptions {
  rate?: RateCategory
  /** Order Management writes only: no Payments or hosted page call declares the idempotency header. */
  keyed?: boolean
}

const DEFAULT_DELAY_MS = 1000

export const originOf = (req: Request) => `http://${req.headers.host ?? "127.0.0.1"}`

/** The way of every Klarna call: log, credentials, rate, fault, size, key, work, answer. */
export const serve =
  (world: World, endpoint: Endpoint, options: EndpointOptions = {}): RequestHandler =>
  async (req, res) => {
    const entry = openEntry(world, req)
    const end = () => void (entry.ended_at ??= world.clock.now().toISOString())
    // Whoever hangs up first: a caller that waits no longer may already be sending its next call.
    res.once("close", end)
    const fault = world.faults.take(req.method, entry.path)
    entry.fault = fault?.fault ?? null
    if (fault?.fault === "cut-before") return void req.socket.destroy()

    const answer = correlate(await admit(world, endpoint, options, req, entry, fault))
    note(entry, answer)
    end()
    if (fault?.fault === "cut-after") return void req.socket.destroy()
    const faulted = asFaulted(answer, fault?.fault)
    if (fault?.fault === "cut-body") sendHalf(res, faulted)
    else send(res, faulted, fault?.fault === "wrong-type" ? "text/plain" : undefined)
  }

/** Who asks, how often and how much; then the work itself. */
async function admit(
  world: World,
  endpoint: Endpoint,
  { rate = "other", keyed = false }: EndpointOptions,
  req: Request,
  entry: LoggedRequest,
  fault: FaultOrder | undefined
): Promise<Answer> {
  const merchant = merchantOf(world.merchants, req.headers.authorization)
  if (!merchant) return unauthorizedPage()
  const counted = world.rates.count(merchant, rate, world.switches.rate_limit, performance.now())
  const rated = (answer: Answer): Answer => withHeaders(answer, counted.headers)
  const instead = answerInstead(fault)
  if (instead) return rated(instead)
  if (counted.exceeded) return rated(refusalAnswer(tooManyRequests()))
  const body: ReadBody = req.body
  if (body.tooLarge) return rated(refusalAnswer(tooLarge()))

  const work = async (): Promise<Answer> => {
    if (fault?.fault === "slow") await delay(fault.delay_ms ?? DEFAULT_DELAY_MS)
    if (body.invalid) return correlate(refusalAnswer(notJson()))
    const call = { merchant, params: req.params, body: body.json, origin: originOf(req) }
    return correlate(guarded(endpoint, call, world))
  }
  return rated(keyed && entry.idempotency_key ? await oncePerKey(world, merchant, entry, work) : await work())
}

/** The edge's pages carry none of Klarna's headers. */
const withHeaders = (answer: Answer, headers: Record<string, string>): Answer =>
  answer.html === undefined ? { ...answer, headers: { ...headers, ...answer.headers } } : answer

async function oncePerKey(
  world: World,
  merchant: string,
  entry: LoggedRequest,
  work: () => Promise<Answer>
): Promise<Answer> {
  const path = world.switches.key_scope === "merchant_and_path" ? `${entry.method} ${entry.path}` : ""
  const key = JSON.stringify([merchant, entry.idempotency_key, path])
  const { answer, replayed } = await world.keys.once(key, () => world.clock.now(), world.switches, work)
  entry.replayed = replayed
  return replayed ? { ...answer, effect: false } : answer
}

/** A mistake of the simulator's own is a 500 too, with its reason on stderr. */
function guarded(endpoint: Endpoint, call: Call, world: World): Answer {
  try {
    return endpoint(call, world)
  } catch (error) {
    console.error(error)
    return refusalAnswer(serverError())
  }
}

const openEntry = (world: World, req: Request): LoggedRequest => {
  const body: ReadBody = req.body
  return world.log.open({
    at: world.clock.now().toISOString(),
    method: req.method,
    path: req.originalUrl,
    headers: loggableHeaders(req.headers),
    body: body.json ?? body.invalid ?? null,
    idempotency_key: req.get("klarna-idempotency-key") ?? null,
  })
}

function note(entry: LoggedRequest, answer: Answer): void {
  entry.status = answer.status
  entry.response = answer.html ?? answer.body ?? null
  entry.response_headers = answer.headers ?? {}
  entry.effect = answer.effect ?? false
}

/** `type`: another content type than the body's own. */
function send(res: Response, { status, headers = {}, html, body }: Answer, type?: string): void {
  res.status(status).set(headers)
  if (html !== undefined) res.type("html").send(html)
  else if (body !== undefined) res.type(type ?? "json").send(JSON.stringify(body))
  else res.end()
}

/** Announces a whole body, and ends the connection in the middle of it. Where there is none, 200 announces one all the same. */
function sendHalf(res: Response, { status, headers = {}, html, body }: Answer): void {
  const text = html ?? JSON.stringify(body ?? { status })
  res.status(status === 204 ? 200 : status).set(headers)
  res.type(html === undefined ? "json" : "html").set("Content-Length", String(Buffer.byteLength(text)))
  res.write(text.slice(0, Math.floor(text.length / 2)), () => res.socket?.destroy())
}
