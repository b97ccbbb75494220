import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

/**
 * The demo store and the host of the tests. This package is the app here, so Medusa finds `src/api`, `src/subscribers`
 * and the rest by itself; a store that installed the plugin lists it under `plugins` instead (see the README).
 * `KLARNA_OPTIONS` (JSON) overrides single options of module and provider, for example to sell with two accounts.
 * `KLARNA_CUSTOMIZE` names a module with the store's own functions for Klarna. `REDIS_URL` lets several instances share events,
 * workflows and locks; without it all three live in the process's memory.
 */
const overrides = JSON.parse(process.env.KLARNA_OPTIONS ?? "{}")
const oneAccount = {
  environment: process.env.KLARNA_ENVIRONMENT ?? "playground",
  region: process.env.KLARNA_REGION ?? "eu",
  username: process.env.KLARNA_USERNAME ?? "simulator",
  password: process.env.KLARNA_PASSWORD ?? "simulator",
  baseUrl: process.env.KLARNA_BASE_URL ?? "http://127.0.0.1:8089",
}
// The configuration is read at once: there is no waiting for an import.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
const customize = process.env.KLARNA_CUSTOMIZE && require(process.env.KLARNA_CUSTOMIZE).klarnaCustomize
const klarna = {
  ...(overrides.accounts ? overrides : { ...oneAccount, ...overrides }),
  ...(customize && { customize }),
}

const adminDisabled = process.env.DISABLE_MEDUSA_ADMIN === "true" || process.env.NODE_ENV === "test"

const redisUrl = process.env.REDIS_URL
const sharedByInstances = [
  { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
  { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
  {
    resolve: "@medusajs/medusa/locking",
    options: {
      providers: [
        { resolve: "@medusajs/medusa/locking-redis", id: "locking-redis", is_default: true, options: { redisUrl } },
      ],
    },
  },
]

module.exports = defineConfig({
  admin: { disable: adminDisabled, backendUrl: "/" },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { pool: { max: process.env.DATABASE_POOL ? Number(process.env.DATABASE_POOL) : undefined } },
    // The demo runs over plain http, where browsers drop secure cookies.
    cookieOptions: { secure: false, sameSite: "lax" },
    http: {
      storeCors: process.env.STORE_CORS ?? "http://localhost:8000",
      adminCors: process.env.ADMIN_CORS ?? "http://localhost:9000",
      authCors: process.env.AUTH_CORS ?? "http://localhost:8000,http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET ?? "supersecret",
      cookieSecret: process.env.COOKIE_SECRET ?? "supersecret",
    },
  },
  modules: [
    ...(redisUrl ? sharedByInstances : []),
    { resolve: "./src/modules/klarna", options: { ...klarna } },
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: "./src/providers/klarna", id: "klarna", options: { ...klarna } }] },
    },
  ],
})
