import { bootstrapInterval, quantile, summaryOf } from "../report/statistics"

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe("The bench's arithmetic", () => {
  it("finds median and quartiles, in proportion between two samples", () => {
    expect(summaryOf([4, 1, 3, 2])).toMatchObject({ median: 2.5, spread: [1.75, 3.25], samples: 4 })
    expect(quantile([7], 0.99)).toBe(7)
  })

  it("says how sure it is: an interval around the median that shrinks with more samples, and is the same each time", () => {
    const few = bootstrapInterval(upTo(11))
    const many = bootstrapInterval(upTo(1001).map((each) => each / 91))
    expect(few[0]).toBeLessThan(6)
    expect(few[1]).toBeGreaterThan(6)
    expect(many[1] - many[0]).toBeLessThan((few[1] - few[0]) / 3)
    expect(bootstrapInterval(upTo(11))).toEqual(few)
  })

  it("is sure of what never varies", () => {
    expect(bootstrapInterval([3, 3, 3])).toEqual([3, 3])
  })

  it("covers the true median about as often as it says", () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const covered = upTo(200).filter(() => {
      const [low, high] = bootstrapInterval(upTo(25).map(() => random()))
      return low <= 0.5 && 0.5 <= high
    })
    expect(covered.length).toBeGreaterThan(175)
  })

  it("does not make up a figure from nothing", () => {
    expect(() => summaryOf([])).toThrow("There are no samples")
  })
})
