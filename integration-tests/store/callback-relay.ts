import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"

/** A public address for a Medusa whose own is only known after its options were read, as a tunnel is one on a laptop. */
export interface CallbackRelay {
  url: string
  /** Where calls go from now on. */
  to(baseUrl: string): void
  close(): Promise<void>
}

export async function startCallbackRelay(): Promise<CallbackRelay> {
  let target = ""
  const server: Server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const headers = { "content-type": req.headers["content-type"] ?? "application/json" }
    const answer = await fetch(target + req.url, { method: req.method, headers, body: body.length ? body : undefined })
    res.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" })
    res.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (baseUrl) => {
      target = baseUrl
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
