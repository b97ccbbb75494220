import { build } from "@medusajs/admin-bundler"
import type { ConfigModule } from "@medusajs/framework/types"
import { getConfigFile, getResolvedPlugins } from "@medusajs/framework/utils"
import { root } from "./settings"

/** What `medusa build` does for the admin, without the server that the demo runs from its sources. */
async function main(outDir: string): Promise<void> {
  const { configModule, error } = await getConfigFile<ConfigModule>(root, "medusa-config")
  if (error) throw error
  const admins = (await getResolvedPlugins(root, configModule, true)).map((plugin) => plugin.admin)
  const resolved = (type: "local" | "package") =>
    admins.flatMap((admin) => (admin?.type === type ? [admin.resolve] : []))
  await build({ path: "/app", backendUrl: "/", sources: resolved("local"), plugins: resolved("package"), outDir })
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error)
    process.exit(1)
  }
)
