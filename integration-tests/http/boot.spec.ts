import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import registerClients from "../../src/modules/klarna/loaders/clients"
import { KlarnaPaymentProvider } from "../../src/providers/klarna/service"

const root = join(__dirname, "..", "..")

describe("A store with a mistake in its Klarna options", () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "medusa-klarna-boot-"))
    await writeFile(join(folder, "script.js"), `module.exports = { default: async () => console.log("It booted") }`)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** A whole Medusa in a process of its own, as in production. Answers how it ended and what it said. */
  function boot(options: object): Promise<{ failed: boolean; said: string }> {
    const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
    const medusa = join(root, "node_modules", "@medusajs", "cli", "cli.js")
    const env = {
      ...process.env,
      NODE_OPTIONS: "",
      DATABASE_URL: `postgres://${DB_USERNAME}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/postgres`,
      KLARNA_OPTIONS: JSON.stringify(options),
    }
    const args = [medusa, "exec", relative(root, join(folder, "script.js"))]
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ failed: error !== null, said: stdout + stderr })
      )
    })
  }

  const secret = { id: "main", username: "K-1:2", password: "hunter2-hunter2" }

  it.each([
    [{ region: "mars" }, `option "region" must be one of eu, na, oc (got "mars"). Example: region: "eu"`],
    [{ environment: "live" }, `option "baseUrl" is refused for a live account: live hosts come from a table.`],
    [{ accounts: [secret] }, `option "accounts[0].username" must not contain a colon. Example: username: process.env`],
  ])("does not start with %j, and says which option and what to write", async (options, sentence) => {
    const { failed, said } = await boot(options)
    expect(failed).toBe(true)
    expect(said).not.toContain("It booted")
    expect(said).toContain(`Error: Loaders for module Klarna failed: medusa-klarna: ${sentence}`)
    expect(said).toContain(`Error: Loaders for module Payment failed: medusa-klarna: ${sentence}`)
    expect(said).not.toContain(secret.password)
    expect(said).not.toContain(secret.username)
  })

  it.each([
    [{ username: "K1" }, `option "password" is missing`],
    [{ username: "K1", password: "p", regoin: "eu" }, `option "regoin" is not known`],
    [{ username: "K1", password: "p", retries: 9 }, `option "retries" must be a whole number from 0 to 5 (got 9)`],
    [{ accounts: [] }, `option "accounts" must contain an account`],
  ])("is told so by module and provider alike: %j", async (options, sentence) => {
    expect(() => KlarnaPaymentProvider.validateOptions(options)).toThrow(sentence)
    const container = { register: jest.fn() }
    await expect(registerClients({ container, options } as never)).rejects.toThrow(sentence)
    expect(container.register).not.toHaveBeenCalled()
  })
})
