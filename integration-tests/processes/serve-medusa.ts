import { migrate } from "@medusajs/medusa/commands/db/migrate"
import startMedusa, { initializeContainer } from "@medusajs/medusa/loaders/index"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { WorkflowScheduler } from "@medusajs/framework/orchestration"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import express, { type RequestHandler } from "express"
import type { AddressInfo } from "net"
import { createAdmin } from "../store/create-admin"

/** Something else that listens on Medusa's port. */
export type Beside = (app: express.Express, container: MedusaContainer) => void

/**
 * A Medusa in a process of its own: what `medusa db:migrate` and `medusa start` do. With `ADMIN_EMAIL` it migrates and makes the first
 * user before it listens; the demo builds the admin meanwhile, which is mounted once the demo says where it is. `WITHOUT_JOBS`: nothing
 * happens by the clock.
 */
export function serveMedusa(directory: string, beside?: Beside): Promise<void> {
  return serve(directory, process.env, beside).catch(fail)
}

async function serve(
  directory: string,
  { HOST, PORT, ADMIN_EMAIL, ADMIN_PASSWORD, WITHOUT_JOBS }: NodeJS.ProcessEnv,
  beside?: Beside
): Promise<void> {
  if (ADMIN_EMAIL) await migrateDatabase(directory)
  const app = express()
  const { container } = await startMedusa({ directory, expressApp: app })
  if (ADMIN_EMAIL) await createFirstUser(container, { email: ADMIN_EMAIL, password: ADMIN_PASSWORD! })
  if (WITHOUT_JOBS) await new WorkflowScheduler().clear()
  app.use("/app", adminOnceBuilt())
  beside?.(app, container)

  const server = app.listen(Number(PORT), HOST!)
  server.once("error", fail)
  server.once("listening", () => {
    const { port } = server.address() as AddressInfo
    console.log(`Medusa listening on http://localhost:${port}`)
  })
}

async function migrateDatabase(directory: string): Promise<void> {
  const container = await initializeContainer(directory)
  await migrate({
    directory,
    container,
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
    skipLinks: false,
    executeAllLinks: true,
    executeSafeLinks: true,
    // These repair older stores; ours is new.
    skipScripts: true,
    skipSearch: true,
    executeAllSearch: false,
    executeSafeSearch: false,
  })
  MedusaModule.clearInstances()
}

async function createFirstUser(container: MedusaContainer, login: { email: string; password: string }): Promise<void> {
  const known = await container.resolve(Modules.USER).listUsers({ email: login.email })
  if (!known.length) await createAdmin(container, login)
}

/** Medusa's own loader would want the build at a fixed place below the repository. */
function adminOnceBuilt(): RequestHandler {
  let admin: RequestHandler | undefined
  process.on("message", async ({ admin: outDir }: { admin: string }) => {
    const { serve } = await import("@medusajs/admin-bundler")
    admin = await serve({ outDir })
    process.send?.("admin")
  })
  return (req, res, next) => (admin ? admin(req, res, next) : next())
}

function fail(error: Error): never {
  console.error(error.message)
  process.exit(1)
}
