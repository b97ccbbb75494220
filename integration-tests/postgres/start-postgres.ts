import { fork, type ChildProcess } from "child_process"
import { once } from "events"
import { join } from "path"

export interface Postgres {
  host: string
  port: number
  username: string
  password: string
  url(database: string): string
  stop(): Promise<void>
}

interface Address {
  host: string
  port: number
  username: string
  password: string
  /** What the address says after the path, for example `?sslmode=require`. */
  query?: string
}

/**
 * A PostgreSQL to use: the one of `DATABASE_URL` or `DB_HOST`, else a fresh one that ends with this process.
 * `keepIn`: a folder where the latter finds its data, if it exists, and leaves it.
 */
export async function startPostgres(env: NodeJS.ProcessEnv = process.env, keepIn?: string): Promise<Postgres> {
  if (env.DATABASE_URL) return reachable(addressOf(env.DATABASE_URL), async () => undefined)
  if (env.DB_HOST) {
    const { DB_HOST: host, DB_PORT = "5432", DB_USERNAME: username = "postgres", DB_PASSWORD: password = "" } = env
    return reachable({ host, port: Number(DB_PORT), username, password }, async () => undefined)
  }
  return startEmbedded(keepIn)
}

async function startEmbedded(keepIn?: string): Promise<Postgres> {
  // A process group of its own: Ctrl-C reaches us first, and the server ends when we are gone.
  const server = fork(join(__dirname, "server.mjs"), keepIn ? [keepIn] : [], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  })
  const [answer] = (await Promise.race([
    once(server, "message"),
    once(server, "exit").then(([code]) => [{ error: `the process ended with ${code}` }]),
  ])) as [{ port: number } | { error: string }]
  server.unref()
  server.channel?.unref()
  if ("error" in answer) {
    await stop(server)
    throw new Error(`PostgreSQL did not start: ${answer.error}`)
  }
  return reachable({ host: "localhost", port: answer.port, username: "postgres", password: "postgres" }, () =>
    stop(server)
  )
}

async function stop(server: ChildProcess): Promise<void> {
  if (!server.connected) return
  server.ref()
  const ended = once(server, "exit")
  server.disconnect()
  await ended
}

function reachable({ query = "", ...address }: Address, stop: () => Promise<void>): Postgres {
  const credentials = [address.username, address.password].filter(Boolean).map(encodeURIComponent).join(":")
  const url = (database: string) => `postgres://${credentials}@${address.host}:${address.port}/${database}${query}`
  return { ...address, url, stop }
}

function addressOf(databaseUrl: string): Address {
  const url = new URL(databaseUrl)
  return {
    // Medusa's test runner takes any other name than "localhost" for a remote host and insists on SSL.
    host: ["127.0.0.1", "[::1]"].includes(url.hostname) ? "localhost" : url.hostname,
    port: Number(url.port || 5432),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    query: url.search,
  }
}
