import { connect } from "node:net"

/** A client with manners of its own: what it sends, and how slowly, is up to it. */
export interface RawClient {
  /** Sends so much of a request and keeps the connection. */
  send(text: string): void
  /** Sends this again and again, until nobody listens any more. */
  goOn(text: string): void
  /** The status of the answer, once the server has ended the connection. */
  refused: Promise<number>
  hangUp(): void
}

const EVERY_MS = 20

export function rawClient(baseUrl: string): RawClient {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect(Number(port), hostname)
  let answer = ""
  let timer: NodeJS.Timeout | undefined
  socket.setEncoding("utf8").on("data", (text) => (answer += text))
  // Whoever still sends when the server has ended the connection is told so; that is what these clients are for.
  socket.on("error", () => undefined).on("close", () => clearInterval(timer))
  return {
    send: (text) => void socket.write(text),
    goOn: (text) => (timer = setInterval(() => socket.writable && socket.write(text), EVERY_MS)),
    refused: new Promise((resolve) => socket.on("close", () => resolve(Number(answer.split(" ")[1])))),
    hangUp: () => socket.destroy(),
  }
}

/** The head of a call like Klarna's; what is said of the body need not be true. */
export const headOf = (path: string, body: "content-length: 1000" | "transfer-encoding: chunked"): string =>
  [`POST ${path} HTTP/1.1`, "host: localhost", "content-type: application/json", body, "", ""].join("\r\n")

/** A piece of a body whose length nobody tells. */
export const chunkOf = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
