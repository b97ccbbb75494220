import { spawn, type ChildProcess } from "child_process"
import { mkdtempSync, rmSync } from "fs"
import { createServer } from "http"
import type { AddressInfo } from "net"
import { tmpdir } from "os"
import { join } from "path"
import { root } from "./settings"

interface Ending {
  code: number | null
  said: string
}

/** A whole Medusa is migrated, booted and played with. */
jest.setTimeout(300_000)

describe("npm run demo", () => {
  const folder = mkdtempSync(join(tmpdir(), "medusa-klarna-demo-"))
  const started: ChildProcess[] = []
  let plain: Promise<Ending>
  let meddled: Promise<Ending>

  // Side by side: each of them waits often.
  beforeAll(() => {
    plain = runDemo(["--once"])
    meddled = runDemo(["--once", "--meddle"])
  })
  afterAll(() => {
    for (const demo of started) demo.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  /** As in a shell, on free ports and on the PostgreSQL of the tests. */
  function runDemo(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ending> {
    const shell = { ...process.env, NODE_ENV: undefined, NODE_OPTIONS: undefined, JEST_WORKER_ID: undefined }
    const ports = { PORT: "0", KLARNA_PORT: "0" }
    const own = {
      DEMO_DATABASE: `medusa_klarna_demo_${process.pid}_${started.length}`,
      DEMO_STATE: join(folder, String(started.length)),
    }
    const demo = spawn(process.execPath, [join(root, "integration-tests", "demo", "run.mjs"), ...args], {
      env: { ...shell, ...ports, ...own, ...env },
    })
    started.push(demo)
    const said: string[] = []
    for (const stream of [demo.stdout, demo.stderr]) stream.on("data", (words) => said.push(String(words)))
    return new Promise((resolve, reject) => {
      demo.once("error", reject).once("close", (code) => resolve({ code, said: said.join("") }))
    })
  }

  it("plays the story, tells it as a table, and finds Klarna and Medusa in agreement", async () => {
    const { code, said } = await plain
    // Only the verdict, so that a disagreement is what is read when this fails.
    expect(said.slice(said.lastIndexOf("Klarna and Medusa "))).toContain("Klarna and Medusa agree on every order.")
    for (const step of ["Edit up", "Edit down", "Address", "References", "Cancel", "Capture"]) {
      expect(said).toMatch(new RegExp(`│ #\\d+ ${step} .*│ agree +│`))
    }
    expect(said).toMatch(/#8 Refused at .*PATCH authorization 403 .*│ agree; the merchant read/)
    expect(said).toMatch(/│ Klarna did not agree to raise/)
    expect(said).toMatch(/#8 Refused .*PATCH authorization 403 .*│ agree; shown to the merchant/)
    expect(said).toMatch(/│ increase_refused/)
    expect(said).not.toContain("DIFFERENT")
    expect(code).toBe(0)
  })

  it("fails, and says where, when somebody changed an order behind Medusa's back", async () => {
    const { code, said } = await meddled
    expect(said).toMatch(/#7 at the end: amount and payment: Klarna 409.99 SEK, Medusa 419.99 SEK/)
    expect(code).toBe(1)
  })

  it("says which port is taken, and how to take another", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    await new Promise((listening) => other.once("listening", listening))
    const { port } = other.address() as AddressInfo
    const { code, said } = await runDemo(["--once"], { KLARNA_PORT: String(port) })
    other.close()
    expect(said).toContain(`Port ${port} is in use already.`)
    expect(said).toContain(`KLARNA_PORT=${port + 1} npm run demo`)
    expect(code).toBe(1)
  })

  it("explains itself, and what does not go together", async () => {
    expect(await runDemo(["--help"])).toMatchObject({ code: 0, said: expect.stringContaining("--serve") })
    const contradiction = await runDemo(["--once", "--serve"])
    expect(contradiction).toMatchObject({ code: 2, said: expect.stringContaining("choose one") })
  })
})
