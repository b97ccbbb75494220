import { spawn, spawnSync } from "child_process"
import { once } from "events"
import { connect, createServer, type AddressInfo } from "net"
import { waitFor } from "../store/wait-for"

export interface Redis {
  url: string
  stop(): Promise<void>
}

/** Why there is no Redis to test with; undefined: there is one. With `REDIS_REQUIRED` that is an error. */
export function whyNoRedis({ REDIS_URL, REDIS_REQUIRED }: NodeJS.ProcessEnv = process.env): string | undefined {
  if (REDIS_URL || spawnSync("redis-server", ["--version"]).status === 0) return undefined
  const why = "there is no redis-server on the PATH and no REDIS_URL"
  if (REDIS_REQUIRED) throw new Error(`The cluster cannot be tested: ${why}. Install redis-server.`)
  return why
}

/** The one of `REDIS_URL`, else one of our own, which keeps nothing. */
export async function startRedis({ REDIS_URL }: NodeJS.ProcessEnv = process.env): Promise<Redis> {
  if (REDIS_URL) return { url: REDIS_URL, stop: async () => undefined }
  const port = await freePort()
  const server = spawn(
    "redis-server",
    ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    {
      stdio: "ignore",
    }
  )
  await waitFor(() => answers(port), { what: "Redis to listen" })
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(server, "exit")
      server.kill()
      await ended
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, "close")
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, "127.0.0.1")
    const say = (answer: boolean) => {
      probe.destroy()
      resolve(answer)
    }
    probe.once("connect", () => say(true)).once("error", () => say(false))
  })
}
