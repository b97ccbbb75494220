import { createServer as createHttpServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createServer } from "./server"
import { createWorld, type Merchant } from "./state"

export { type SeedOrder, simulatorControls, type SimulatorControls } from "./controls-client"
export type { OrderState } from "./controls/order-state"
export type { SentCallback } from "./callbacks"
export type { FaultName, FaultOrder } from "./faults"
export type { LoggedRequest } from "./request-log"
export type { Merchant } from "./state"
export type { SwitchName, Switches } from "./switches"

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  port?: number
  /** Loopback unless told otherwise. */
  host?: string
  /** `simulator:simulator` unless told otherwise. */
  merchants?: Merchant[]
}

export interface RunningSimulator {
  url: string
  port: number
  /** Ends at once, also with open connections. */
  close(): Promise<void>
}

export const defaultMerchant: Merchant = { username: "simulator", password: "simulator" }

/** Starts a Klarna in this process. */
export async function startKlarnaSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = "127.0.0.1", merchants = [] } = options
  const world = createWorld(merchants.length ? merchants : [defaultMerchant])
  const server = createHttpServer(createServer(world))
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        world.callbacks.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
