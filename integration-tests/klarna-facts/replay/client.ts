import nodeFetch from "node-fetch"
import { type ClientSettings, createKlarnaClient, type KlarnaClient, KlarnaError } from "../../../src/klarna"
import type { RunningKlarna } from "./running"

/** The client as a store has it, with the simulator for Klarna. Close it after use. */
export const clientOf = ({ url }: RunningKlarna, settings: ClientSettings = {}): KlarnaClient =>
  createKlarnaClient(
    { username: "simulator", password: "simulator", environment: "playground", region: "eu", baseUrl: url },
    settings
  )

const idHeaders = ["capture-id", "capture_id", "refund-id", "refund_id", "location"]

/** Klarna's answers with no other header of a new id than these: not every Klarna sends all of them. */
export const onlyIdHeaders = (kept: string[]): ClientSettings["fetch"] =>
  // node-fetch's function carries properties that nobody needs here.
  (async (...asked: Parameters<typeof nodeFetch>) => {
    const answer = await nodeFetch(...asked)
    const names = kept.map((name) => name.toLowerCase())
    for (const name of idHeaders) if (!names.includes(name)) answer.headers.delete(name)
    return answer
  }) as unknown as ClientSettings["fetch"]

/** What Klarna's client threw. A call that succeeds, and any other error, fails the test. */
export async function klarnaErrorOf(call: Promise<unknown>): Promise<KlarnaError> {
  const thrown = await call.then(
    () => new Error("the call succeeded"),
    (error: unknown) => error
  )
  if (thrown instanceof KlarnaError) return thrown
  throw thrown
}
