const { availableParallelism } = require("os")

const common = {
  testEnvironment: "node",
  // A test looks its globals up slowly, and knex draws 21 random letters for every piece of a statement.
  sandboxInjectedGlobals: ["Math"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.cache/"],
  // What a store imports by the package's name, as the examples in docs/ do.
  moduleNameMapper: {
    "^medusa-klarna/options$": "<rootDir>/src/klarna",
    "^medusa-klarna/(workflows|simulator)$": "<rootDir>/src/$1",
  },
  transform: {
    "^.+\\.[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript", decorators: true }, target: "es2021" } }],
  },
}

const onPostgres = {
  ...common,
  globalSetup: "<rootDir>/integration-tests/postgres/jest-setup.ts",
  globalTeardown: "<rootDir>/integration-tests/postgres/jest-teardown.ts",
  setupFilesAfterEnv: ["<rootDir>/integration-tests/postgres/jest-patience.ts"],
}

/** Install whole stores from npm, which takes minutes: only when they are asked for by name. */
const long = ["docs"].filter((name) => process.argv.includes(name))

/**
 * unit: pure code, seconds. module: one module on PostgreSQL. http: a whole Medusa with the Klarna simulator.
 * admin: the merchant's window in a browser. playground: the scenarios told to Klarna's playground, and their rehearsal.
 * faults, crash, histories, cluster: what must survive everything; each has a command of its own in package.json.
 */
module.exports = {
  // Medusa and knex say much that no failing test needs; `npm test -- --silent=false` shows it.
  silent: true,
  // A booted Medusa leaves much behind: files run in workers (at least two, or Jest uses none) that are renewed.
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
  workerIdleMemoryLimit: "1200MB",
  testSequencer: "<rootDir>/integration-tests/longest-first.js",
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/{src,integration-tests,bench,.github/release}/**/__tests__/**/*.unit.spec.ts"],
    },
    {
      ...onPostgres,
      displayName: "module",
      testMatch: ["<rootDir>/integration-tests/modules/**/*.spec.ts", "<rootDir>/src/modules/*/__tests__/*.spec.ts"],
      testPathIgnorePatterns: ["\\.unit\\.spec\\.ts$"],
    },
    { ...onPostgres, displayName: "http", testMatch: ["<rootDir>/integration-tests/{http,demo}/*.spec.ts"] },
    ...["admin", "faults", "crash", "histories", "cluster", "playground", ...long].map((name) => ({
      ...onPostgres,
      displayName: name,
      testMatch: [`<rootDir>/integration-tests/${name}/*.spec.ts`],
    })),
  ],
}
