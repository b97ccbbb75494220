import medusa from "@medusajs/eslint-plugin"
import boundaries from "eslint-plugin-boundaries"
import { builtinModules } from "node:module"
import tseslint from "typescript-eslint"

const tests = ["**/__tests__/**", "integration-tests/**", "bench/**", ".github/release/**"]

/**
 * The rooms of the product and what each may import: the first pattern that fits a file is its room.
 * `rooms` are free to use, `types` only with `import type`, `packages` are names from npm or node.
 */
const rooms = {
  "klarna-types": { pattern: "src/klarna/{types,customize}.ts", types: ["klarna-types"], packages: [] },
  "klarna-errors": { pattern: "src/klarna/{errors,longest-call}.ts", rooms: ["klarna-types"], packages: [] },
  klarna: {
    pattern: "src/klarna",
    rooms: ["klarna-types", "klarna-errors"],
    packages: ["@node", "node-fetch", "zod"],
  },
  "mapping-types": { pattern: "src/mapping/types.ts", types: ["klarna-types"], packages: [] },
  mapping: {
    pattern: "src/mapping",
    rooms: ["mapping-types"],
    types: ["klarna-types"],
    packages: ["crypto", "node:crypto", "@medusajs/framework"],
  },
  ledger: {
    pattern: "src/ledger",
    rooms: ["klarna-types", "klarna-errors"],
    types: ["klarna", "mapping-types"],
    packages: ["@node", "@medusajs/framework"],
  },
  telemetry: { pattern: "src/telemetry", types: ["klarna"], packages: ["@medusajs/framework"] },
  purchase: { pattern: "src/purchase", types: ["mapping-types", "mapping"], packages: ["@node"] },
  module: {
    pattern: "src/modules/klarna",
    rooms: ["klarna-types", "klarna-errors", "klarna", "ledger", "telemetry"],
    types: ["mapping-types"],
    packages: ["@node", "@medusajs/framework"],
  },
  provider: {
    pattern: "src/providers/klarna",
    rooms: ["klarna-types", "klarna-errors", "klarna", "mapping-types", "mapping", "ledger", "purchase", "telemetry"],
    packages: ["@node", "@medusajs/framework"],
  },
  workflows: {
    pattern: "src/workflows",
    rooms: ["module", "mapping-types", "mapping", "ledger", "purchase", "klarna-types", "klarna-errors", "telemetry"],
    types: ["klarna"],
    packages: ["@node", "@medusajs/framework", "@medusajs/medusa"],
  },
  subscribers: {
    pattern: "src/subscribers",
    rooms: ["workflows", "module"],
    packages: ["@node", "@medusajs/framework"],
  },
  jobs: { pattern: "src/jobs", rooms: ["workflows", "module"], packages: ["@node", "@medusajs/framework"] },
  api: {
    pattern: "src/api",
    rooms: ["workflows", "module", "purchase"],
    types: ["mapping-types", "mapping"],
    packages: ["@node", "@medusajs/framework", "@medusajs/medusa"],
  },
  policies: { pattern: "src/policies", packages: ["@medusajs/framework"] },
  links: { pattern: "src/links", rooms: ["module"], packages: ["@medusajs/framework", "@medusajs/medusa"] },
  admin: {
    pattern: "src/admin",
    types: ["api"],
    packages: [
      "@medusajs/{admin-sdk,icons,js-sdk,ui}",
      "@tanstack/react-query",
      "react",
      "react-dom",
      "react-i18next",
      "react-router-dom",
    ],
    typePackages: ["@medusajs/framework"],
  },
  scripts: {
    pattern: "src/scripts",
    rooms: ["workflows", "module"],
    packages: ["@node", "@medusajs/framework", "cli-progress", "cli-table3"],
  },
  simulator: { pattern: "src/simulator", types: ["klarna-types"], packages: ["@node", "express", "zod"] },
}

const names = Object.keys(rooms)
const rule = (from, allow, more = {}) => (allow?.length ? [{ from, allow, ...more }] : [])
const nodePackages = builtinModules.flatMap((name) => [name, `node:${name}`])
const packagesOf = (listed) => listed.flatMap((name) => (name === "@node" ? nodePackages : [name]))

const roomTable = {
  files: ["src/**/*.{ts,tsx}"],
  ignores: tests,
  plugins: { boundaries },
  settings: {
    "import/resolver": { node: { extensions: [".ts", ".tsx", ".js", ".mjs", ".json"] } },
    "boundaries/include": ["src/**", "integration-tests/**", "bench/**", "medusa-config.ts"],
    "boundaries/elements": names.map((type) => ({
      type,
      pattern: rooms[type].pattern,
      mode: rooms[type].pattern.endsWith(".ts") ? "full" : "folder",
    })),
  },
  rules: {
    "boundaries/no-unknown-files": "error",
    "boundaries/no-unknown": "error",
    "boundaries/element-types": [
      "error",
      {
        default: "disallow",
        message: "The room '${file.type}' must not import from '${dependency.type}'",
        rules: names.flatMap((from) => [
          ...rule(from, rooms[from].rooms),
          ...rule(from, rooms[from].types, { importKind: "type" }),
        ]),
      },
    ],
    "boundaries/external": [
      "error",
      {
        default: "disallow",
        message: "The room '${file.type}' must not use the package '${dependency.source}'",
        rules: names.flatMap((from) => [
          ...rule(from, packagesOf(rooms[from].packages)),
          ...rule(from, rooms[from].typePackages, { importKind: "type" }),
        ]),
      },
    ],
  },
}

/** Translation is pure: the same order gives the same lines, today and tomorrow. */
const pureMapping = {
  files: ["src/mapping/**/*.ts"],
  ignores: tests,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: [
          { name: "@medusajs/framework/utils", allowImportNames: ["BigNumber", "MathBN", "MedusaError"] },
          { name: "crypto", allowImportNames: ["createHash"] },
          { name: "node:crypto", allowImportNames: ["createHash"] },
        ],
        patterns: [
          { regex: "^@medusajs/framework(?!/(types|utils)$)", message: "Mapping uses Medusa's types and MathBN only." },
        ],
      },
    ],
    "no-restricted-globals": ["error", "fetch", "process", "setTimeout", "setInterval"],
    "no-restricted-properties": [
      "error",
      { object: "Date", property: "now", message: "Mapping has no clock." },
      { object: "Math", property: "random", message: "Mapping has no randomness." },
    ],
    "no-restricted-syntax": [
      "error",
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Mapping has no clock." },
    ],
  },
}

/** A ledger row's knex connection is handed in: the room knows its type, not Medusa. */
const typesOfMedusaOnly = {
  files: ["src/ledger/**/*.ts"],
  ignores: tests,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ group: ["@medusajs/*"], allowTypeImports: true, message: "The ledger takes what it needs." }] },
    ],
  },
}

/** Medusa's own rules, for code that Medusa loads; its preset would also ignore our tests altogether. */
const medusaRules = medusa.configs.recommended
  .filter((block) => block.rules || block.plugins)
  .map((block) => (block.files ? { ...block, ignores: [...(block.ignores ?? []), ...tests] } : block))

export default tseslint.config(
  { ignores: ["**/node_modules/", ".medusa/", ".cache/", "dist/", "coverage/", "src/**/migrations/"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-non-null-assertion": "off",
      // `request<void>(...)` says that Klarna answers nothing.
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["src/**/*.ts", "integration-tests/**/*.ts", "bench/**/*.ts"],
    ignores: ["src/admin/**"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
    },
  },
  ...medusaRules,
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      // A plugin's step ids share one registry with the store's own and need a prefix, not the file's name.
      "@medusajs/step-id-kebab-case": "off",
      // `super(...arguments)` is how a Medusa service hands on what it was made with.
      "prefer-rest-params": "off",
    },
  },
  {
    // These rooms work without Medusa: own error classes, own zod (the simulator runs alone), Klarna's minor units.
    files: ["src/{klarna,simulator,mapping,ledger,purchase,admin}/**/*.{ts,tsx}"],
    rules: {
      "@medusajs/use-medusa-error-not-generic-error": "off",
      "@medusajs/zod-import-source": "off",
      "@medusajs/prices-in-major-units": "off",
    },
  },
  roomTable,
  pureMapping,
  typesOfMedusaOnly,
  {
    files: ["**/*.{js,cjs}"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  }
)
