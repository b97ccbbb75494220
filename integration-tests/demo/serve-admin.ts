import { waitFor } from "../store/wait-for"
import type { Running } from "../processes/program"
import type { SeededOrder } from "./seed-orders"
import type { Settings } from "./settings"
import type { Storefront } from "./storefront"

/** Hands the built admin to the running Medusa, and waits until a browser would see it. */
export async function serveAdmin(medusa: Running, folder: string): Promise<void> {
  medusa.send({ admin: folder })
  await waitFor(async () => (await fetch(`${medusa.url}/app`)).ok, { what: "the admin" })
}

interface Places {
  medusa: Pick<Running, "url">
  klarna: Pick<Running, "url">
  storefront: Pick<Storefront, "url">
}

export function whereToLook(
  { medusa: { url: medusa }, klarna, storefront }: Places,
  { login }: Settings,
  orders: SeededOrder[]
): string {
  const lines = [
    ["Storefront", storefront.url, "buy something with Klarna"],
    ["Medusa's admin", `${medusa}/app`, `${login.email} / ${login.password}`],
    ["Klarna simulator", klarna.url, "every order and every request, live"],
    ...orders.map(({ id, number, state }) => [`  order #${number}`, `${medusa}/app/orders/${id}`, state]),
  ]
  const widest = Math.max(...lines.map(([, url]) => url.length))
  const table = lines.map(([name, url, note]) => `  ${name.padEnd(16)}  ${url.padEnd(widest)}  ${note}`)
  return ["", ...table, "", "  Ctrl-C ends everything.", ""].join("\n")
}
