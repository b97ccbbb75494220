/**
 * `npm run test:package`: packs the plugin, installs the tarball into a fresh Medusa store, once with the lowest Medusa version that
 * the peer range names and once with the newest that npm finds for it, and plays a sale there: with the store's own build, admin,
 * database and APIs, and the simulator that came with the package. `-- 2.21.2` tries that one alone.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres, type Postgres } from "../postgres/start-postgres"
import { openDatabase } from "../processes/database"
import { expectExtensionsIn, expectOneOfEach, readOrderPage } from "./admin-window"
import { run, serve } from "./command"
import { freshStore, medusaRange } from "./fresh-store"
import { playStory } from "./story"
import { packTarball } from "./tarball"

const login = { email: "merchant@example.com", password: "supersecret" }
const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(asked: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "medusa-klarna-package-"))
  const postgres = await startPostgres()
  try {
    const tarball = await packTarball(folder, join(folder, "pack.log"))
    say(`The tarball has ${tarball.files} files, ${tarball.kilobytes} kB, and nothing that a store does not need`)
    const tried: string[] = []
    for (const version of asked.length ? asked : [lowest(medusaRange), medusaRange]) {
      const used = await tryVersion({
        folder: join(folder, `store-${tried.length + 1}`),
        postgres,
        version,
        tarball: tarball.file,
        tried,
      })
      tried.push(used)
    }
    say(`It works with Medusa ${[...new Set(tried)].join(" and ")}`)
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    say(`What was said on the way is in ${folder}`)
    throw error
  } finally {
    await postgres.stop()
  }
}

interface Try {
  folder: string
  postgres: Postgres
  version: string
  tarball: string
  tried: string[]
}

/** @returns the version that npm installed. */
async function tryVersion({ folder, postgres, version, tarball, tried }: Try): Promise<string> {
  const log = join(folder, "store.log")
  mkdirSync(folder)
  const databaseUrl = await openDatabase(postgres, `medusa_klarna_package_${tried.length + 1}`, false)
  const klarnaPort = await freePort()
  const port = await freePort()
  const klarnaUrl = `http://127.0.0.1:${klarnaPort}`
  const env = {
    DATABASE_URL: databaseUrl,
    JWT_SECRET: "supersecret",
    COOKIE_SECRET: "supersecret",
    KLARNA_USERNAME: "shop",
    KLARNA_PASSWORD: "secret",
    KLARNA_BASE_URL: klarnaUrl,
  }
  const { installed } = await freshStore(folder, { version, tarball, log, env })
  if (tried.includes(installed)) {
    say(`Medusa ${version} is ${installed} again`)
    return installed
  }
  say(`Medusa ${installed}: installed`)

  const bin = (name: string) => join(folder, "node_modules", ".bin", name)
  const at = {
    cwd: folder,
    log,
    env: { NODE_ENV: undefined, NODE_OPTIONS: undefined, DISABLE_MEDUSA_ADMIN: undefined },
  }
  const stops: (() => Promise<void>)[] = []
  try {
    const simulator = ["--port", String(klarnaPort), "--merchant", "shop:secret"]
    const ready = /listening on (\S+)/
    stops.push((await serve(bin("klarna-simulator"), simulator, { name: "klarna-simulator", ...at, ready })).stop)
    await run(bin("medusa"), ["db:migrate"], { name: "medusa db:migrate", ...at })
    await run(bin("medusa"), ["user", "-e", login.email, "-p", login.password], { name: "medusa user", ...at })
    say("  migrated")
    const built = await run(bin("medusa"), ["build"], { name: "medusa build", ...at })
    if (/with errors/.test(built)) throw new Error(`The store does not compile:\n${built}`)
    expectOneOfEach(folder)
    expectExtensionsIn(folder)
    say("  built, with types: options, a subscriber and a workflow of the documentation")

    const server = { ...at, cwd: join(folder, ".medusa", "server"), env: { ...at.env, ...env, NODE_ENV: "production" } }
    const start = ["start", "--port", String(port)]
    const medusa = await serve(bin("medusa"), start, {
      name: "medusa start",
      ...server,
      ready: /Server is ready on port/,
    })
    stops.push(medusa.stop)
    const url = `http://localhost:${port}`
    // Where a store has it: klarna doctor, which needs regions first.
    const doctor = join("node_modules", "medusa-klarna", ".medusa", "server", "src", "scripts", "klarna-doctor.js")
    const early = await run(bin("medusa"), ["exec", doctor], { name: "klarna doctor", ...at, mayFail: true })
    if (!/No region offers Klarna/.test(early)) throw new Error(`klarna doctor found a region too early:\n${early}`)
    const { orderId } = await playStory(folder, { url, klarnaUrl, login, say: (line) => say(`  ${line}`) })
    const late = await run(bin("medusa"), ["exec", doctor], { name: "klarna doctor", ...at })
    if (!/This store can sell with Klarna/.test(late)) throw new Error(`klarna doctor did not say so:\n${late}`)
    say("  klarna doctor has nothing against it")
    await readOrderPage(folder, url, login, orderId)
    say("  the admin shows the order's Klarna section")
    return installed
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

/** `^2.21.2` begins at 2.21.2. */
const lowest = (range: string): string => range.replace(/^[^\d]*/, "").split(" ")[0]

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "localhost", () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

// What was started goes along when this process ends.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130))

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`)
  process.exitCode = 1
})
