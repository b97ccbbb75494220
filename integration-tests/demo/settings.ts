import { join } from "path"
import { parseArgs } from "util"
import type { Login } from "../store/admin-login"

export const root = join(__dirname, "..", "..")

export interface Settings {
  /** `demo`: story, then everything stays open. `once`: the story, and whether both agree. `serve`: no story. */
  mode: "demo" | "once" | "serve"
  keep: boolean
  meddle: boolean
  /** Where Medusa listens; port 0: any free one. */
  host: string
  port: number
  klarnaPort: number
  /** Of the example storefront. */
  storefrontPort: number
  login: Login
  database: string
  /** Medusa's log, and what `--keep` needs. */
  stateFolder: string
}

export const help = `A Medusa store that sells with Klarna, and a Klarna simulator to watch it with.

  npm run demo                plays the story, then leaves admin and simulator open
  npm run demo -- --once      plays the story; exit code 0 only if Klarna and Medusa agree at the end
  npm run demo -- --serve     no story: a store with a handful of orders, admin and simulator

  --keep     goes on with the store and the Klarna orders of the last start (else each start is fresh)
  --meddle   somebody lowers an order in Klarna's portal after the story: both must disagree then
  --help     this text

Environment:
  PORT            Medusa's port (9000); 0: any free one
  HOST            the address Medusa listens on (localhost); 0.0.0.0 inside a container
  KLARNA_PORT     the simulator's port (8089); 0: any free one
  STOREFRONT_PORT the example storefront's port (8000); 0: any free one
  ADMIN_EMAIL     login of the admin (admin@example.com)
  ADMIN_PASSWORD  and its password (supersecret)
  DATABASE_URL    a PostgreSQL server of yours in place of the embedded one
  DEMO_DATABASE   the database on it (medusa_klarna_demo): made anew by each start without --keep
  DEMO_STATE      folder of Medusa's log and of what --keep needs (integration-tests/.state)
`

/** @returns undefined when help was asked for. Throws a sentence about a wrong argument. */
export function readSettings(args: string[], env: NodeJS.ProcessEnv): Settings | undefined {
  const flag = { type: "boolean", default: false } as const
  const { values } = parseArgs({
    args,
    options: { once: flag, serve: flag, keep: flag, meddle: flag, help: { ...flag, short: "h" } },
  })
  if (values.help) return undefined
  if (values.once && values.serve) throw new Error("--once plays the story and --serve skips it: choose one.")
  if (values.once && values.keep) throw new Error("--once always starts afresh and leaves nothing: it has no --keep.")
  if (values.serve && values.meddle) throw new Error("--meddle spoils the story, and --serve plays none.")
  return {
    mode: values.once ? "once" : values.serve ? "serve" : "demo",
    keep: values.keep,
    meddle: values.meddle,
    host: env.HOST || "localhost",
    port: readPort("PORT", env.PORT || "9000"),
    klarnaPort: readPort("KLARNA_PORT", env.KLARNA_PORT || "8089"),
    // Nobody visits it during the story alone.
    storefrontPort: values.once ? 0 : readPort("STOREFRONT_PORT", env.STOREFRONT_PORT || "8000"),
    login: { email: env.ADMIN_EMAIL || "admin@example.com", password: env.ADMIN_PASSWORD || "supersecret" },
    database: env.DEMO_DATABASE || "medusa_klarna_demo",
    stateFolder: env.DEMO_STATE || join(root, "integration-tests", ".state"),
  }
}

function readPort(name: string, text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${name} must be a number from 0 to 65535, not "${text}".`)
  return port
}
