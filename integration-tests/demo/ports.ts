import { connect } from "net"
import type { Settings } from "./settings"

/** Throws a sentence when somebody answers at one of our ports already. */
export async function checkPorts({ port, klarnaPort, storefrontPort }: Settings): Promise<void> {
  const ours = [
    { port, host: "localhost", name: "PORT", server: "Medusa" },
    { port: klarnaPort, host: "127.0.0.1", name: "KLARNA_PORT", server: "the Klarna simulator" },
    { port: storefrontPort, host: "localhost", name: "STOREFRONT_PORT", server: "the example storefront" },
  ]
  for (const { server, name, ...place } of ours) {
    if (!(await answers(place))) continue
    const choice = `Choose another one for ${server}: ${name}=${place.port + 1} npm run demo`
    throw new Error(`Port ${place.port} is in use already. ${choice}`)
  }
}

function answers(place: { port: number; host: string }): Promise<boolean> {
  if (place.port === 0) return Promise.resolve(false)
  return new Promise((resolve) => {
    const probe = connect(place)
    const say = (answer: boolean) => {
      probe.destroy()
      resolve(answer)
    }
    probe.once("connect", () => say(true)).once("error", () => say(false))
  })
}
