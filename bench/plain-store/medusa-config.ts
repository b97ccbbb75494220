import { defineConfig } from "@medusajs/framework/utils"
import { join } from "path"

/** The same Medusa without the plugin: its payments belong to a provider of the same name that does nothing. */
module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    cookieOptions: { secure: false, sameSite: "lax" },
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:8000,http://localhost:9000",
      jwtSecret: "supersecret",
      cookieSecret: "supersecret",
    },
  },
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: join(__dirname, "no-op-provider"), id: "klarna" }] },
    },
  ],
})
