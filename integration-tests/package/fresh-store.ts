import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../demo/settings"
import { run } from "./command"

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  peerDependencies: Record<string, string>
  devDependencies: Record<string, string>
}

/** The range of Medusa versions that the plugin says it works with. */
export const medusaRange = manifest.peerDependencies["@medusajs/medusa"]

/** Of the store itself, as Medusa's own starter has them. */
const medusa = ["admin-sdk", "cli", "framework", "medusa"]
const development = ["@swc/core", "@types/node", "@types/react", "ts-node", "typescript"]

const packageJson = (version: string, tarball: string) => ({
  name: "fresh-store",
  private: true,
  dependencies: {
    ...Object.fromEntries(medusa.map((name) => [`@medusajs/${name}`, version])),
    "medusa-klarna": `file:${tarball}`,
  },
  devDependencies: Object.fromEntries(development.map((name) => [name, manifest.devDependencies[name]])),
})

/** As the documentation shows it, with everything that a store may set. */
const medusaConfig = `import { defineConfig, loadEnv } from "@medusajs/framework/utils"
import type { KlarnaOptions } from "medusa-klarna/options"
import { klarnaCustomize } from "./src/klarna-customize"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

const klarna = {
  username: process.env.KLARNA_USERNAME!,
  password: process.env.KLARNA_PASSWORD!,
  environment: process.env.KLARNA_ENVIRONMENT as "playground",
  region: process.env.KLARNA_REGION as "eu",
  baseUrl: process.env.KLARNA_BASE_URL,
  customize: klarnaCustomize,
} satisfies KlarnaOptions

module.exports = defineConfig({
  admin: { backendUrl: "/" },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    cookieOptions: { secure: false, sameSite: "lax" },
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  plugins: [{ resolve: "medusa-klarna", options: klarna }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: "medusa-klarna/providers/klarna", id: "klarna", options: klarna }] },
    },
  ],
})
`

const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    module: "Node16",
    moduleResolution: "Node16",
    esModuleInterop: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    strict: true,
    resolveJsonModule: true,
    jsx: "react-jsx",
    outDir: "./.medusa/server",
    rootDir: "./",
  },
  "ts-node": { swc: true },
  include: ["**/*", ".medusa/types/*"],
  exclude: ["node_modules", ".medusa/server", ".medusa/admin", ".cache"],
}

/** The examples of the documentation, where their first line says that they belong. */
const examples = {
  "customize.ts": "src/klarna-customize.ts",
  "klarna-needs-attention.ts": "src/subscribers/klarna-needs-attention.ts",
  "release-order.ts": "src/workflows/release-order.ts",
}

/** Writes a store that has nothing but Medusa and the packed plugin, and installs it from the registry. */
export async function freshStore(
  folder: string,
  { version, tarball, log, env }: { version: string; tarball: string; log: string; env: Record<string, string> }
): Promise<{ installed: string }> {
  const write = (file: string, content: string | object) =>
    writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content, null, 2))
  mkdirSync(join(folder, "src", "subscribers"), { recursive: true })
  mkdirSync(join(folder, "src", "workflows"), { recursive: true })
  write("package.json", packageJson(version, tarball))
  write("tsconfig.json", tsconfig)
  write("medusa-config.ts", medusaConfig)
  write(".env", dotEnv(env))
  for (const [from, to] of Object.entries(examples)) cpSync(join(root, "docs", "examples", from), join(folder, to))
  await run("npm", ["install", "--no-audit", "--no-fund"], { name: "npm install", cwd: folder, log })
  const medusaAt = join(folder, "node_modules", "@medusajs", "medusa", "package.json")
  if (!existsSync(medusaAt)) throw new Error("npm install put no @medusajs/medusa there")
  return { installed: (JSON.parse(readFileSync(medusaAt, "utf8")) as { version: string }).version }
}

/** The template that the documentation offers, filled in: what the plugin reads has to be in it. */
function dotEnv(env: Record<string, string>): string {
  let text = readFileSync(join(root, ".env.template"), "utf8")
  for (const [name, value] of Object.entries(env)) {
    const line = new RegExp(`^(# )?${name}=.*$`, "m")
    if (name.startsWith("KLARNA_") && !line.test(text)) throw new Error(`.env.template does not know ${name}`)
    text = line.test(text) ? text.replace(line, `${name}=${value}`) : `${text}${name}=${value}\n`
  }
  return text
}
