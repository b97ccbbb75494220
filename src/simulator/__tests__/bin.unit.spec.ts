import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer, get } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { basic } from "./running-klarna"

const root = join(__dirname, "../../..")
const started: ChildProcess[] = []
afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")))

/** Starts the program; output is what it printed so far. */
function run(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/simulator/bin.ts", ...args], { cwd: root })
  started.push(child)
  const output = { out: "", err: "" }
  child.stdout.on("data", (text) => (output.out += text))
  child.stderr.on("data", (text) => (output.err += text))
  return { child, output, ended: once(child, "close") }
}

it("prints one line when it is ready, serves the merchants named, and ends at once on SIGTERM", async () => {
  const { child, output, ended } = run("--port", "0", "--merchant", "shop:se:cret", "--merchant", "two:2")
  await once(child.stdout, "data")
  const line = /^Klarna simulator listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out)
  const url = String(line?.[1])
  const order = `${url}/ordermanagement/v1/orders/00000000-0000-4000-8000-000000000000`
  const status = async (user: string, password: string) =>
    (await fetch(order, { headers: { authorization: basic(user, password) } })).status
  expect([await status("shop", "se:cret"), await status("two", "2"), await status("simulator", "simulator")]).toEqual([
    404, 404, 401,
  ])

  await new Promise((resolve) => get(`${url}/`, { headers: { connection: "keep-alive" } }, resolve))
  child.kill("SIGTERM")
  const [code] = await ended
  expect(code).toBe(0)
  expect(output.out.split("\n").filter(Boolean)).toHaveLength(1)
}, 30_000)

it.each([
  ["a port that is none", ["--port", "eighty"], "--port"],
  ["a merchant without password", ["--merchant", "shop"], "--merchant"],
  ["an option it does not know", ["--colour", "pink"], "--colour"],
])(
  "says what is wrong with %s and exits with 2",
  async (_what, args, named) => {
    const { output, ended } = run(...args)
    expect((await ended)[0]).toBe(2)
    expect(output.err).toContain(named)
    expect(output.out).toBe("")
  },
  30_000
)

it("says that the port is in use and exits with 1", async () => {
  const other = createServer().listen(0, "127.0.0.1")
  await once(other, "listening")
  const { port } = other.address() as AddressInfo
  const { output, ended } = run("--port", String(port))
  expect((await ended)[0]).toBe(1)
  expect(output.err).toBe(`Port ${port} on 127.0.0.1 is in use. Choose another one with --port.\n`)
  other.close()
}, 30_000)
