import {
  allFacts,
  type AnswerFacts,
  type ExchangeFact,
  exchangeFacts,
  factIds,
  legacyBillingFact,
} from "../klarna-facts"
import { KlarnaBusyError, KlarnaRefusedError, KlarnaUnreachableError, outcomeOf } from "../../src/klarna"
import { clientOf, klarnaErrorOf, onlyIdHeaders } from "../klarna-facts/replay/client"
import { askThroughClient } from "../klarna-facts/replay/client-calls"
import { filled, type Ids, prepare } from "../klarna-facts/replay/prepare"
import { runningKlarna } from "../klarna-facts/replay/running"

const klarna = runningKlarna()

it("has one fact for each exchange, callback and rule that Klarna has published", () => {
  expect(factIds).toHaveLength(56)
  expect(allFacts.map(({ id }) => id).sort()).toEqual([...factIds].sort())
})

const underscores: ExchangeFact[] = exchangeFacts
  .filter(({ id }) => id === "om-capture-201" || id === "om-refund-201")
  .map((fact) => ({
    ...fact,
    shows: "the id's header is spelt with an underscore in the guide",
    given: { ...fact.given, switches: { id_headers: "underscore" } },
    answers: {
      status: 201,
      headers: { [fact.id === "om-capture-201" ? "capture_id" : "refund_id"]: /^[0-9a-f-]{36}$/ },
    },
  }))

describe.each([...exchangeFacts, legacyBillingFact, ...underscores])("$id: $shows", (fact) => {
  const { asks, answers, given } = fact

  it("is how the simulator answers", async () => {
    const ids = await prepare(klarna, given)
    const { path, body } = filled(asks, ids)
    const answer = await klarna.call(asks.method, path, body)
    expect(answer.status).toBe(answers.status)
    expectHeaders(answer.headers, answers)
    if (answers.code) expectRefusal(answer.body, answer.headers["klarna-correlation-id"], answers)
    else if (answers.has || answers.is) expectFields(answer.body, answers)
    else expect(answer.text).toBe("")
    await expectOrder(fact, ids, answer.body)
  })

  it("is what the client understands", async () => {
    const ids = await prepare(klarna, given)
    const client = clientOf(klarna, { fetch: onlyIdHeaders(Object.keys(answers.headers ?? {})) })
    const call = askThroughClient(client, asks, ids, filled(asks.body, ids))
    const data = answers.code ? await expectKlarnaError(call, answers) : await expectAccepted(call, fact)
    await expectOrder(fact, ids, data)
    client.close()
  })
})

function expectHeaders(headers: Record<string, string>, answers: AnswerFacts) {
  const anywhere = { "Klarna-Correlation-Id": /./, "X-Ratelimit-Limit": /^\d+, \d+;w=1$/, "X-Ratelimit-Reset": /^\d+$/ }
  for (const [name, value] of Object.entries({ ...anywhere, ...answers.headers })) {
    expect([name, headers[name.toLowerCase()]]).toEqual([name, expect.stringMatching(value)])
  }
  for (const name of answers.lacksHeaders ?? []) expect(headers).not.toHaveProperty(name.toLowerCase())
}

function expectRefusal(body: Record<string, unknown>, correlationId: string, { code, names }: AnswerFacts) {
  expect(Object.keys(body).sort()).toEqual(["correlation_id", "error_code", "error_messages"])
  expect(body).toMatchObject({ error_code: code, error_messages: [expect.any(String)], correlation_id: correlationId })
  if (names) expect(String(body.error_messages)).toContain(names)
}

function expectFields(body: unknown, { has = [], lacks = [], is = {} }: AnswerFacts) {
  for (const field of has) expect(body).toHaveProperty(field, expect.anything())
  for (const field of lacks) expect(body).not.toHaveProperty(field)
  expect(body).toMatchObject(is)
}

/** The order that the exchange was about, or that it made. */
async function expectOrder({ becomes }: ExchangeFact, ids: Ids, answered: unknown) {
  if (!becomes) return
  const made = (answered as { order_id?: string } | undefined)?.order_id
  expect(await klarna.controls.order(made ?? ids.order)).toMatchObject(becomes)
}

/** The last answer as it left the simulator. */
const lastAnswer = async () => (await klarna.controls.requests()).at(-1)!

async function expectAccepted(call: ReturnType<typeof askThroughClient>, { answers, reads }: ExchangeFact) {
  const { status, data, correlationId, attempts } = await call
  const sent = await lastAnswer()
  expect({ status, attempts }).toEqual({ status: answers.status, attempts: 1 })
  expect(correlationId).toBe(sent.response_headers["Klarna-Correlation-Id"])
  const [newId] = Object.values(data ?? {})
  if (answers.status === 201 && sent.response === null) expect(sent.response_headers.Location).toMatch(`/${newId}`)
  else if (answers.has || answers.is) expectFields(data, { ...answers, is: { ...answers.is, ...reads } })
  else expect(data).toBeUndefined()
  return data
}

async function expectKlarnaError(call: Promise<unknown>, { status, code, names }: AnswerFacts): Promise<void> {
  const error = await klarnaErrorOf(call)
  const sent = await lastAnswer()
  const said = sent.response as { error_messages: string[]; correlation_id: string }
  const { kind, outcome } = failureAt(status)
  expect(error).toBeInstanceOf(kind)
  expect(error).toMatchObject({ status, correlationId: said.correlation_id })
  expect(outcomeOf(error)).toMatchObject({ status, correlationId: said.correlation_id, ...outcome })
  if (outcome.type === "refused") expect(outcomeOf(error)).toMatchObject({ code, messages: said.error_messages })
  if (names) expect(error.message).toContain(names)
}

/** A refusal is never taken for weather, nor weather for a refusal. */
function failureAt(status: number) {
  if (status === 429) return { kind: KlarnaBusyError, outcome: { type: "weather", retryAfterMs: 1_000 } }
  if (status >= 500) return { kind: KlarnaUnreachableError, outcome: { type: "unknown" } }
  return { kind: KlarnaRefusedError, outcome: { type: "refused" } }
}
