import { syncOrderToKlarnaWorkflow } from "../../src/workflows"
import type { LoggedRequest } from "../../src/simulator"
import { callsOf } from "../store/klarna-calls"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import type { Cell } from "./cells"
import type { Call, Evidence, LedgerRow, Look } from "./evidence"
import { look } from "./look"
import type { Operation, Subject } from "./operation"
import { knexOf, nothingIsUnderWay, untilGivenUp, untilNothingIsDue } from "./passing-time"

/** Much longer than the client waits: Klarna does the work when nobody is listening any more, and somebody may have clicked again. */
const SLOW_MS = 4_000
/** Two faults, the client's own mistakes in dealing with them, and one that must work. */
const CLICKS = 5

/** Plays one trial: the operation, the fault, what comes by itself, and then the people who were told. */
export async function play(shop: KlarnaStoreUnderTest, operation: Operation, cell: Cell): Promise<Evidence> {
  const { klarna, container, settled } = shop
  await klarna.clearFaults()
  const before = await ledgerIds(shop)
  const subject = await operation.prepare()
  await klarna.clearRequests()
  await arm(shop, operation, cell)

  const errors: string[] = []
  let error = await click(shop, operation.cause, subject)
  if (operation.isAbandoned) subject.klarnaId = await newestKlarnaOrder(shop)
  for (let clicks = 1; error !== undefined && operation.repeat && clicks <= CLICKS; clicks++) {
    errors.push(error)
    // The last two clicks are in fine weather, a minute later.
    if (clicks === CLICKS - 1) {
      await klarna.clearFaults()
      await nothingIsUnderWay(shop)
    }
    error = await click(shop, operation.repeat, subject)
  }

  if (operation.isAbandoned) {
    // Nobody will ever ask about a purchase without an order: the job has to go on until the weather is fine.
    await untilGivenUp(shop)
    await klarna.clearFaults()
  }
  const alone = await afterAWhile(shop, subject)
  await klarna.clearFaults()
  const asksForSomebody = Boolean(alone.row?.attention.length) || differ(alone)
  const pressed = asksForSomebody && subject.orderId !== undefined
  const end = pressed ? await pressButton() : alone

  async function pressButton(): Promise<Look> {
    await (operation.help ?? synchroniseNow)(subject)
    await settled()
    return afterAWhile(shop, subject)
  }

  async function synchroniseNow({ orderId }: Subject): Promise<void> {
    const input = { order_id: orderId!, trigger: "user:faults", force: operation.force }
    await syncOrderToKlarnaWorkflow(container()).run({ input })
  }

  return {
    ...cell,
    call: operation.call,
    reasons: operation.reasons ?? [],
    isUnheardOf: operation.isUnheardOf,
    calls: callsIn((await klarna.requests()).filter(({ path }) => isOf(path, subject))),
    ledger: await ledgerSince(shop, before),
    errors: error !== undefined && !operation.repeat ? [...errors, error] : errors,
    is_done: error === undefined,
    alone,
    end,
    pressed,
  }
}

async function arm({ klarna }: KlarnaStoreUnderTest, { match }: Operation, { fault, then }: Cell): Promise<void> {
  const more = then === "lasting" ? { times: 1000 } : then === "fine" ? {} : { then }
  await klarna.faults({ match, fault, delay_ms: SLOW_MS, ...more })
}

/** @returns what the person was told who clicked; undefined: it worked. */
async function click(
  { settled }: KlarnaStoreUnderTest,
  what: (subject: Subject) => Promise<void>,
  subject: Subject
): Promise<string | undefined> {
  const told = await what(subject).then(
    () => undefined,
    (error: Error) => error.message
  )
  await settled()
  return told
}

async function afterAWhile(shop: KlarnaStoreUnderTest, subject: Subject): Promise<Look> {
  await (subject.orderId ? untilNothingIsDue(shop, subject.orderId) : untilGivenUp(shop))
  return look(shop, subject)
}

const differ = ({ pairs }: Look) => pairs.some(({ medusa, klarna }) => medusa !== klarna)

/** Not what the job still does for a purchase of an earlier trial. */
const isOf = (path: string, { klarnaId = "" }: Subject) =>
  !path.startsWith("/ordermanagement/") || path.includes(klarnaId)

async function newestKlarnaOrder({ klarna }: KlarnaStoreUnderTest): Promise<string | undefined> {
  return (await klarna.orders()).at(-1)?.order_id
}

function callsIn(requests: LoggedRequest[]): Call[] {
  const names = callsOf(requests)
  return requests.map(({ idempotency_key, path, status, effect, fault, response }, at) => ({
    call: names[at],
    approval: /\/authorizations\/([^/]+)/.exec(path)?.[1],
    key: idempotency_key,
    status,
    code: codeOf(status, response),
    effect,
    fault,
  }))
}

/** As the plugin words it where Klarna gave no code. */
function codeOf(status: number | null, response: unknown): string | undefined {
  if (status === null || status < 400) return undefined
  const code = (response as { error_code?: string } | null)?.error_code
  return code ?? (status === 401 ? "UNAUTHORIZED" : `HTTP_${status}`)
}

async function ledgerIds({ container }: KlarnaStoreUnderTest): Promise<string[]> {
  return knexOf(container())("klarna_operation").pluck("id")
}

async function ledgerSince({ container }: KlarnaStoreUnderTest, before: string[]): Promise<LedgerRow[]> {
  return knexOf(container())("klarna_operation")
    .whereNotIn("id", before)
    .orderBy("created_at")
    .select("kind", "outcome", "error_code")
}
