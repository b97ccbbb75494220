import { brokenLinks, linksOf, lostPages } from "../links"
import { pages } from "../pages"

describe("The pages", () => {
  it("lead nowhere that does not exist: files, headings, pictures", () => {
    expect(pages().flatMap(linksOf).length).toBeGreaterThan(100)
    expect(brokenLinks()).toEqual([])
  })

  it("are all found by somebody who begins at the README", () => {
    expect(lostPages()).toEqual([])
  })
})
