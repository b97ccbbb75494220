import { timesOf } from "../measures/times-of"

const wish = 'update "klarna_order" set "dirty" = dirty + 1'
const ledger = 'insert into "klarna_operation"'

describe("Where the time of a sync goes", () => {
  it("each instant counts once: the plugin's own statement before others, and what is left is the rest", () => {
    const times = timesOf(
      [
        { what: wish, begin: 0, end: 10 },
        { what: "select * from cart", begin: 5, end: 30 },
        { what: ledger, begin: 20, end: 25 },
      ],
      0,
      40
    )
    expect(times).toMatchObject({ wish: 10, ledger: 5, claim: 0 })
    expect(Object.values(times).reduce((sum, ms) => sum + ms)).toBe(40)
    expect(Object.values(times).slice(-2)).toEqual([15, 10])
  })

  it("what begins before or ends after counts only as far as it lies between", () => {
    expect(timesOf([{ what: ledger, begin: -5, end: 50 }], 0, 40)).toMatchObject({ ledger: 40 })
  })
})
