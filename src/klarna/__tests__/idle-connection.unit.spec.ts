import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { createHttp } from "../http"

describe("Connections to Klarna that nobody uses", () => {
  const server = createServer()
  server.keepAliveTimeout = 60_000
  const ask = { method: "GET", path: "/", headers: {}, timeoutMs: 5_000 } as const
  let connection: ReturnType<typeof createHttp>

  beforeAll(async () => {
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    connection = createHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, undefined, 30)
  })
  afterAll(() => {
    connection.close()
    server.close()
  })

  it("are closed by us before the other side does", async () => {
    server.once("request", (_, response: ServerResponse) => response.end("{}"))
    const [[socket]] = await Promise.all([once(server, "connection") as Promise<[Socket]>, connection.exchange(ask)])
    await once(socket, "close")
  })

  it("stay open while an answer takes its time", async () => {
    server.once("request", (_, response: ServerResponse) => setTimeout(() => response.end("late"), 120))
    expect(await connection.exchange(ask)).toMatchObject({ text: "late" })
  })
})
