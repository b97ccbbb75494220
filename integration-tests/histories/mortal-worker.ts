import { AsyncLocalStorage } from "node:async_hooks"
import http from "node:http"
import { Client } from "pg"

/**
 * A worker that dies in the middle of its work, without a process that has to be killed and booted for it.
 *
 * What a process does shows only in what it says to PostgreSQL and to Klarna. So these are its steps, and dying at the n-th means:
 * that statement or request never goes out, nor does any after it, and its open transactions roll back, as PostgreSQL does with a
 * connection that is lost. Everything the worker said before stays said; an answer that was on its way reaches nobody. Between two
 * steps there is nothing that a death could change, so every moment of a sync can be hit. (Real SIGKILLs: integration-tests/crash.)
 */
interface Worker {
  stepsLeft: number
  isDead: boolean
}

const workers = new AsyncLocalStorage<Worker>()

class WorkerDied extends Error {
  override readonly name = "WorkerDied"
}

/**
 * Does the work until the given step. What a dead worker still answers or throws is nobody's.
 * @returns whether it died; throws what the work threw while it lived
 */
export async function dyingAtStep(step: number, work: () => Promise<unknown>): Promise<boolean> {
  const worker: Worker = { stepsLeft: step, isDead: false }
  try {
    await workers.run(worker, work)
  } catch (error) {
    if (!worker.isDead) throw error
  }
  return worker.isDead
}

/** What this worker may not say any more. */
function isSilenced(): boolean {
  const worker = workers.getStore()
  if (!worker) return false
  worker.stepsLeft -= 1
  if (worker.stepsLeft <= 0) worker.isDead = true
  return worker.isDead
}

/** Until the answered function is called, workers are mortal. */
export function makeWorkersMortal(): () => void {
  const { query } = Client.prototype
  const { request } = http
  Client.prototype.query = mortalQuery(query as Query) as typeof query
  http.request = ((...args: Parameters<typeof request>) => {
    if (isSilenced()) throw new WorkerDied("no request of a dead worker")
    return request(...args)
  }) as typeof request
  return () => {
    Client.prototype.query = query
    http.request = request
  }
}

type Callback = (error: Error | null, result?: unknown) => void
type Query = (this: Client, ...args: unknown[]) => unknown

/** knex and Medusa's own migrations both speak through `pg`, with a callback or without. */
function mortalQuery(query: Query): Query {
  return function (...args) {
    const text = textOf(args[0])
    // A pool that makes a connection for the worker makes it for everybody; a rollback is what PostgreSQL would do by itself.
    const isHarmless = /^\s*(rollback|select version\(\))/i.test(text)
    if (isHarmless || !isSilenced()) return query.apply(this, args)

    const died = new WorkerDied(`no statement of a dead worker: ${text.slice(0, 40)}`)
    const rolledBack = /^\s*commit/i.test(text) ? (query.call(this, "ROLLBACK") as Promise<unknown>) : Promise.resolve()
    const callback = args.find((arg): arg is Callback => typeof arg === "function")
    if (!callback) return rolledBack.then(() => Promise.reject(died))
    void rolledBack.then(() => callback(died))
    return undefined
  }
}

const textOf = (config: unknown): string =>
  typeof config === "string" ? config : String((config as { text?: unknown } | undefined)?.text ?? "")
