#!/usr/bin/env node
import { parseArgs } from "node:util"
import { startKlarnaSimulator, type Merchant, type SimulatorOptions } from "./index"

const USAGE =
  "Usage: klarna-simulator --port <number, 0 = any free> [--host 127.0.0.1] [--merchant <username>:<password>]..."

function readArguments(): SimulatorOptions {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      merchant: { type: "string", multiple: true, default: [] },
    },
  })
  return { port: readPort(values.port), host: values.host, merchants: values.merchant.map(readMerchant) }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port must be a number from 0 to 65535, not "${text}".`)
  return port
}

/** The password may contain colons, the user name may not. */
function readMerchant(text: string): Merchant {
  const colon = text.indexOf(":")
  if (colon < 1 || colon === text.length - 1) throw new Error("--merchant must look like <username>:<password>.")
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function fail(code: number, message: string): never {
  console.error(message)
  process.exit(code)
}

function argumentsOrExit(): SimulatorOptions {
  try {
    return readArguments()
  } catch (error) {
    return fail(2, `${(error as Error).message}\n${USAGE}`)
  }
}

function startFailure(error: NodeJS.ErrnoException, { port, host }: SimulatorOptions): string {
  if (error.code === "EADDRINUSE") return `Port ${port} on ${host} is in use. Choose another one with --port.`
  return `The simulator could not start on ${host}, port ${port}: ${error.message}`
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0))

const options = argumentsOrExit()
startKlarnaSimulator(options).then(
  ({ url }) => console.log(`Klarna simulator listening on ${url}`),
  (error: NodeJS.ErrnoException) => fail(1, startFailure(error, options))
)
