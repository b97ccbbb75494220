import { judge } from "../audit-verdict"

/* Shapes as npm 11 prints them. */

const advisory = (severity: string) => ({
  source: 1,
  name: "qs",
  dependency: "qs",
  title: "qs has a hole",
  url: "https://github.com/advisories/GHSA-1",
  severity,
  range: "<99",
})
const weak = (severity: string) => ({
  qs: { name: "qs", severity, isDirect: false, via: [advisory(severity)], effects: ["express"], range: "<99" },
  express: { name: "express", severity, isDirect: true, via: ["qs"], effects: [], range: "" },
})
const report = (vulnerabilities: object, prod = 95) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { dependencies: { prod, dev: 1980, total: 2075 } },
  })

describe("The audit of dependencies", () => {
  it("passes when nothing is known of any of them", () => {
    expect(judge(report({}))).toEqual({ result: "passed", why: "nothing high or critical in 95 packages; milder: 0" })
  })

  it.each(["high", "critical"])("fails when one has a weakness that is %s, and names it", (severity) => {
    expect(judge(report(weak(severity)))).toEqual({
      result: "failed",
      why: `qs (${severity}): qs has a hole https://github.com/advisories/GHSA-1; express (${severity}): by qs`,
    })
  })

  it.each(["info", "low", "moderate"])("passes over one that is %s, and counts it", (severity) => {
    expect(judge(report(weak(severity)))).toMatchObject({ result: "passed", why: expect.stringContaining("milder: 2") })
  })

  it.each([
    ["refuses", { message: "405 Method Not Allowed - POST https://npm.example/bulk", statusCode: 405 }],
    ["is not reached", { message: "request to https://npm.example/bulk failed, reason: connect ECONNREFUSED" }],
  ])("is skipped, not passed, when the registry %s", (_, answer) => {
    const { result, why } = judge(JSON.stringify({ ...answer, error: { summary: "", detail: "" } }))
    expect(result).toBe("skipped")
    expect(why).toContain(answer.message)
  })

  it.each([
    [
      "without a lockfile",
      JSON.stringify({ error: { code: "ENOLOCK", summary: "This command requires a lockfile." } }),
    ],
    ["when npm prints something else", "npm ERR!"],
    ["when npm prints nothing", ""],
    ["when npm looked at no package", report({}, 0)],
    ["when npm gives no reason", "{}"],
  ])("fails %s", (_, output) => {
    expect(judge(output).result).toBe("failed")
  })
})
