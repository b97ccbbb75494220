import http from "node:http"
import { Client } from "pg"
import { dyingAtStep, makeWorkersMortal } from "../mortal-worker"

const told: string[] = []
const query = Client.prototype.query
const request = http.request
let makeImmortal: () => void

beforeEach(() => {
  told.length = 0
  Client.prototype.query = ((text: string, done?: (error: Error | null) => void) => {
    told.push(text)
    done?.(null)
    return Promise.resolve()
  }) as typeof query
  // Stands in for all overloads of Node's function; only what was asked for is looked at.
  http.request = ((url: string) => void told.push(url)) as unknown as typeof request
  makeImmortal = makeWorkersMortal()
})
afterEach(() => makeImmortal())
afterAll(() => Object.assign(http, { request }) && Object.assign(Client.prototype, { query }))

const say = (text: string) => new Client().query(text)
const work = async () => {
  await say("one")
  http.request("http://klarna")
  await say("three")
}

it("says everything while it lives", async () => {
  expect(await dyingAtStep(4, work)).toBe(false)
  expect(told).toEqual(["one", "http://klarna", "three"])
})

it.each([
  [1, []],
  [2, ["one"]],
  [3, ["one", "http://klarna"]],
])("says nothing from step %s on", async (step, said) => {
  expect(await dyingAtStep(step, work)).toBe(true)
  expect(told).toEqual(said)
})

it("says nothing more when it catches its own death", async () => {
  await dyingAtStep(1, async () => {
    await work().catch(() => undefined)
    await work().catch(() => undefined)
  })
  expect(told).toEqual([])
})

it("commits nothing: what is open rolls back", async () => {
  await dyingAtStep(2, async () => {
    await say("BEGIN")
    await say("COMMIT").catch(() => undefined)
  })
  expect(told).toEqual(["BEGIN", "ROLLBACK"])
})

it("takes nobody else with it", async () => {
  await dyingAtStep(1, work)
  await work()
  expect(told).toEqual(["one", "http://klarna", "three"])
})

it("does not hide what the living throw", async () => {
  await expect(dyingAtStep(2, () => Promise.reject(new Error("a mistake")))).rejects.toThrow("a mistake")
})
