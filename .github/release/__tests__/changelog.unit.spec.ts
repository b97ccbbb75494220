import { isReleased, released } from "../changelog"

const log = (heading: string, lines = "- A thing.\n") =>
  `# Changelog\n\n${heading}\n\n${lines}\n## 0.1.0 (2026-11-23)\n\n- Older.\n`

describe("A release", () => {
  it("gives what is unreleased its number and its day", () => {
    const noted = released(log("## Unreleased"), "0.2.0", "2027-03-01")
    expect(noted).toBe(log("## 0.2.0 (2027-03-01)"))
    expect(isReleased(noted, "0.2.0")).toBe(true)
    expect(isReleased(noted, "0.3.0")).toBe(false)
  })

  it("gives a version that was written beforehand its day", () => {
    expect(released(log("## 0.2.0"), "0.2.0", "2027-03-01")).toBe(log("## 0.2.0 (2027-03-01)"))
  })

  it("is refused when the changelog tells nothing", () => {
    expect(() => released(log("## Unreleased", ""), "0.2.0", "2027-03-01")).toThrow("tells nothing")
    expect(() => released(log("## Ideas"), "0.2.0", "2027-03-01")).toThrow("has neither")
  })

  it("does not take the lines of an older version for its own", () => {
    expect(() => released(log("## 0.1.1", ""), "0.1.1", "2027-03-01")).toThrow("tells nothing")
  })
})
