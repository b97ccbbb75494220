import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { terminalIn, type Terminal } from "./terminal"

export interface NewStore {
  folder: string
  terminal: Terminal
  remove(): Promise<unknown>
}

/** As `create-medusa-app` makes it, which would fetch it from GitHub: its configuration, its scripts, its packages. */
const config = `import { loadEnv, defineConfig } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: process.env.STORE_CORS!,
      adminCors: process.env.ADMIN_CORS!,
      authCors: process.env.AUTH_CORS!,
      jwtSecret: process.env.JWT_SECRET || "supersecret",
      cookieSecret: process.env.COOKIE_SECRET || "supersecret",
    },
  },
})
`

const packagesOf = (medusa: string) => ({
  name: "my-store",
  version: "0.0.1",
  private: true,
  scripts: { build: "medusa build", start: "medusa start", dev: "medusa develop" },
  dependencies: Object.fromEntries(
    ["admin-sdk", "cli", "draft-order", "framework", "medusa"].map((name) => [`@medusajs/${name}`, medusa])
  ),
  devDependencies: {
    "@swc/core": "^1.7.28",
    "@types/node": "^20.12.11",
    "ts-node": "^10.9.2",
    typescript: "^5.6.2",
    vite: "^5.4.14",
  },
})

const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    esModuleInterop: true,
    module: "Node16",
    moduleResolution: "Node16",
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    sourceMap: false,
    outDir: "./.medusa/server",
    rootDir: "./",
    jsx: "react-jsx",
    resolveJsonModule: true,
    strictNullChecks: true,
  },
  "ts-node": { swc: true },
  include: ["**/*", ".medusa/types/*"],
  exclude: ["node_modules", ".medusa/server", ".medusa/admin", ".cache"],
}

/** A Medusa store in a temporary folder, with its packages installed. `env`: what its `.env` says. */
export async function newStore({ medusa, env }: { medusa: string; env: Record<string, string> }): Promise<NewStore> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-store-"))
  const files = {
    "package.json": JSON.stringify(packagesOf(medusa), null, 2),
    "tsconfig.json": JSON.stringify(tsconfig, null, 2),
    "medusa-config.ts": config,
    ".env": Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const terminal = terminalIn(folder)
  await terminal.run("npm install --no-audit --no-fund --prefer-offline")
  return {
    folder,
    terminal,
    remove: () => Promise.all([folder, `${folder}.log`].map((path) => rm(path, { recursive: true, force: true }))),
  }
}
