/** How well the tests of the pure rooms watch them: each small change to the code should make a test fail. See docs/testing.md. */
export default {
  testRunner: "mocha",
  plugins: ["@stryker-mutator/mocha-runner"],
  mochaOptions: {
    require: ["tsx/cjs", "./integration-tests/mutation/jest-in-mocha.cjs", "./integration-tests/mutation/few-runs.cjs"],
    spec: ["src/{mapping,klarna}/__tests__/*.unit.spec.ts"],
    // Seconds of a real rate limit, for each mutant that it meets.
    ignore: ["**/rate-limit.unit.spec.ts"],
  },
  coverageAnalysis: "perTest",
  // What is made once, when a file is loaded, stays as it was loaded.
  ignoreStatic: true,
  // `order-fields.ts` is a list of names: that each of them is read, and means the same both ways, is tested on a real store.
  mutate: ["src/{mapping,klarna}/*.ts", "!src/{*/types,klarna/index,klarna/version,mapping/order-fields}.ts"],
  ignorePatterns: [
    "**",
    "!src/mapping/**",
    "!src/klarna/**",
    "!integration-tests/mutation/**",
    "!package.json",
    "!tsconfig.json",
  ],
  tempDirName: ".cache/mutation",
  cleanTempDir: "always",
  incremental: true,
  incrementalFile: ".cache/mutation.json",
  reporters: ["clear-text", "json", "progress-append-only"],
  jsonReporter: { fileName: ".cache/mutation-report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  concurrency: 2,
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 92, break: 90 },
}
