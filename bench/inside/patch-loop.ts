import http from "node:http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { randomUUID } from "node:crypto"
import fetch from "node-fetch"
import { inParallel } from "./in-parallel"
import { readOrder, type Reading } from "./read-order"
import { timed, type Took } from "./stopwatch"

export interface Patch {
  /** To be read before; nothing is where it is left out. */
  order_id?: string
  path: string
  body: object
}

interface Loop {
  url: string
  patches: Patch[]
  concurrency: number
  /** Each order is read in Medusa before. */
  reading?: Reading
  /** And at Klarna. */
  looksFirst?: boolean
}

/** The same requests from a bare loop that keeps nothing and asks nobody. */
export async function patchLoop(
  container: MedusaContainer,
  { url, patches, concurrency, reading, looksFirst }: Loop
): Promise<Took> {
  const agent = new http.Agent({ keepAlive: true })
  const headers = {
    Authorization: `Basic ${Buffer.from("simulator:simulator").toString("base64")}`,
    "Content-Type": "application/json",
    "User-Agent": "bare loop",
  }
  const took = await timed(() =>
    inParallel(patches, concurrency, async ({ order_id, path, body }) => {
      if (reading && order_id) await readOrder(container, order_id, reading)
      if (looksFirst) await (await fetch(url + path.replace(/\/[a-z-]+$/, ""), { headers, agent })).text()
      const answer = await fetch(url + path, {
        method: "PATCH",
        headers: { ...headers, "Klarna-Idempotency-Key": randomUUID() },
        body: JSON.stringify(body),
        agent,
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`PATCH ${path} answered ${answer.status}: ${text}`)
    })
  )
  agent.destroy()
  return took
}
