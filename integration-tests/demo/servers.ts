import type { WriteStream } from "fs"
import { startServer, type Running } from "../processes/program"
import type { Settings } from "./settings"
import { hostedPageOf } from "./storefront"

const merchants = ["europe:simulator", "america:simulator"]

export const startKlarna = ({ klarnaPort }: Settings, log: WriteStream): Promise<Running> =>
  startServer({
    name: "The Klarna simulator",
    file: "src/simulator/bin.ts",
    args: ["--port", String(klarnaPort), ...merchants.flatMap((merchant) => ["--merchant", merchant])],
    log,
  })

interface Urls {
  klarna: string
  storefront: string
}

/** Klarna calls a port that is known beforehand. */
const callbacksOf = ({ port }: Settings) =>
  port
    ? { callbacks: { backendUrl: `http://localhost:${port}`, secret: "no secret: this is the demo of a plugin" } }
    : {}

/** A store with two Klarna accounts. Whatever credentials the environment holds, the demo speaks to the simulator. */
export const startMedusa = (settings: Settings, databaseUrl: string, urls: Urls, log: WriteStream) =>
  startServer({
    name: "Medusa",
    file: "integration-tests/processes/medusa-server.ts",
    env: {
      NODE_ENV: "production",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
      DATABASE_URL: databaseUrl,
      REDIS_URL: undefined,
      DISABLE_MEDUSA_ADMIN: "true",
      KLARNA_OPTIONS: JSON.stringify({
        accounts: [
          { id: "europe", region: "eu", username: "europe", password: "simulator", baseUrl: urls.klarna },
          { id: "america", region: "na", username: "america", password: "simulator", baseUrl: urls.klarna },
        ],
        hostedPage: hostedPageOf(urls.storefront),
        ...callbacksOf(settings),
      }),
      STORE_CORS: urls.storefront,
      HOST: settings.host,
      PORT: String(settings.port),
      ADMIN_EMAIL: settings.login.email,
      ADMIN_PASSWORD: settings.login.password,
      MEDUSA_DISABLE_TELEMETRY: "true",
    },
    log,
  })
