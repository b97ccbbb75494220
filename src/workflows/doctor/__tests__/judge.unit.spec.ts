import type { DoctorFacts } from "../facts"
import { inMemoryModules } from "../in-memory"
import { isHealthy, judge } from "../judge"

const account = {
  id: "europe",
  environment: "live",
  retired: false,
  is_simulator: false,
  connection: "ok" as const,
  message: "Klarna answers.",
}
const sweden = { name: "Sweden", currency: "SEK", countries: ["SE"], sells_with_klarna: true }

/** A store in which everything is as it should be. */
const healthy: DoctorFacts = {
  differing_options: [],
  accounts: [account],
  is_production: true,
  missing_migrations: [],
  providers: ["pp_klarna_klarna"],
  regions: [sweden],
  markets: [
    { country: "SE", currency: "SEK", account_id: "europe" },
    { country: "DE", currency: "EUR", account_id: "europe" },
    { country: "US", currency: "USD", account_id: null },
  ],
  callbacks: { backend_url: "https://api.shop.example", answer: "heard" },
  in_memory: [],
  minutes_since_job: 0,
}

const judged = (changed: Partial<DoctorFacts>) => {
  const findings = judge({ ...healthy, ...changed })
  return { findings: findings.filter(({ verdict }) => verdict !== "ok"), healthy: isHealthy(findings) }
}

describe("klarna doctor", () => {
  it("finds nothing in a store that is set up well", () => {
    expect(judged({})).toEqual({ findings: [], healthy: true })
  })

  it.each<[string, Partial<DoctorFacts>, string, string]>([
    ["plugin and provider differ", { differing_options: ["accounts"] }, "Options", "different options: accounts"],
    ["the database is not migrated", { missing_migrations: ["Migration1"] }, "Database", "npx medusa db:migrate"],
    ["the database does not answer", { missing_migrations: undefined }, "Database", "Check DATABASE_URL"],
    [
      "Klarna does not know the password",
      { accounts: [{ ...account, connection: "credentials_rejected", message: "Check both." }] },
      'Account "europe"',
      "Check both.",
    ],
    [
      "Klarna cannot be reached",
      { accounts: [{ ...account, connection: "unreachable", message: "No answer." }] },
      'Account "europe"',
      "No answer.",
    ],
    ["the provider is not registered", { providers: [] }, "Payment provider", "medusa-klarna/providers/klarna"],
    ["the provider was not built", { differing_options: undefined }, "Payment provider", "not registered"],
    [
      "no region offers Klarna",
      { regions: [{ ...sweden, sells_with_klarna: false }] },
      "Regions",
      "Settings > Regions",
    ],
    [
      "a region sells in a currency that its country does not have",
      { regions: [{ ...sweden, currency: "EUR" }] },
      'Region "Sweden"',
      "none of its countries in EUR (SE)",
    ],
    [
      "a region has a country to which no account sells",
      { regions: [{ name: "America", currency: "USD", countries: ["US"], sells_with_klarna: true }] },
      'Region "America"',
      "No account of the options sells to US",
    ],
    [
      "another secret answers",
      { callbacks: { backend_url: "https://a.example", answer: "other_secret" } },
      "Callbacks",
      "another callbacks.secret",
    ],
    [
      "somebody else answers",
      { callbacks: { backend_url: "https://a.example", answer: "somebody_else" } },
      "Callbacks",
      "Medusa's own public address",
    ],
    [
      "nobody answers",
      { callbacks: { backend_url: "https://a.example", answer: "no_answer" } },
      "Callbacks",
      "Nobody answers at https://a.example",
    ],
  ])("says that the store cannot sell when %s", (_, changed, check, message) => {
    const { findings, healthy } = judged(changed)
    expect(healthy).toBe(false)
    expect(findings).toEqual([{ check, verdict: "problem", message: expect.stringContaining(message) }])
  })

  it.each<[string, Partial<DoctorFacts>, string, string]>([
    [
      "the playground in production",
      { accounts: [{ ...account, environment: "playground" }] },
      "Options",
      'environment: "live"',
    ],
    [
      "a country of a region that pays otherwise",
      { regions: [{ ...sweden, countries: ["DE", "SE"] }] },
      'Region "Sweden"',
      "In DE Klarna does not sell in SEK",
    ],
    [
      "a retired account that cannot be reached",
      { accounts: [account, { ...account, id: "old", retired: true, connection: "unreachable", message: "No." }] },
      'Account "old"',
      "No.",
    ],
    ["a store without callbacks", { callbacks: undefined }, "Callbacks", "fraud decisions"],
    ["a job that never ran", { minutes_since_job: undefined }, "Job", "It has never run"],
    ["a job that stopped", { minutes_since_job: 6 }, "Job", "6 minutes ago"],
    [
      "modules in memory",
      { in_memory: ["events", "locks"] },
      "Instances",
      "one Medusa instance only: events, locks live",
    ],
  ])("has a note about %s, with which a store can sell", (_, changed, check, message) => {
    const { findings, healthy } = judged(changed)
    expect(healthy).toBe(true)
    expect(findings).toEqual([{ check, verdict: "warning", message: expect.stringContaining(message) }])
  })
})

describe("What a store keeps in one process's memory", () => {
  it("is everything, when it chose nothing", () => {
    const modules = {
      event_bus: { resolve: "@medusajs/medusa/event-bus-local" },
      workflows: { resolve: "@medusajs/medusa/workflow-engine-inmemory" },
      locking: { resolve: "@medusajs/medusa/locking" },
    }
    expect(inMemoryModules(modules)).toEqual(["events", "workflows", "locks"])
    expect(inMemoryModules({})).toEqual(["events", "workflows", "locks"])
  })

  it("is nothing, with Medusa's Redis modules, locks in PostgreSQL, or a module of its own", () => {
    const locks = (provider: string) => ({
      resolve: "@medusajs/medusa/locking",
      options: { providers: [{ resolve: `@medusajs/medusa/${provider}`, id: "locks" }] },
    })
    const modules = {
      event_bus: { resolve: "@medusajs/medusa/event-bus-redis" },
      workflows: { resolve: "./src/modules/workflows" },
      locking: locks("locking-postgres"),
    }
    expect(inMemoryModules(modules)).toEqual([])
    expect(inMemoryModules({ ...modules, locking: locks("locking-redis") })).toEqual([])
  })
})
