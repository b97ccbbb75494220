import { faultNames } from "../../../src/simulator/faults"
import { allCells, kindOf, quickCells } from "../cells"
import { operationNames } from "../operation"
import { pairwise } from "../pairwise"

const kinds = [...new Set(Object.values(kindOf))]

describe("The full matrix", () => {
  const cells = allCells()
  const met = new Set(cells.map(({ operation, fault, then, retries }) => `${operation} ${fault} ${then} ${retries}`))

  it("has every operation x every fault, once and lasting, with and without the client's own repeat", () => {
    for (const operation of operationNames) {
      for (const fault of faultNames) {
        expect(met).toContain(`${operation} ${fault} fine 0`)
        expect(met).toContain(`${operation} ${fault} lasting 0`)
        expect(met).toContain(`${operation} ${fault} fine 1`)
      }
    }
  })

  it("has every two faults in a row", () => {
    const inARow = new Set(cells.map(({ fault, then }) => `${fault} ${then}`))
    for (const first of faultNames) for (const second of faultNames) expect(inARow).toContain(`${first} ${second}`)
  })
})

describe("The quick selection", () => {
  const cells = quickCells()

  it("has every operation with every kind of fault, and every fault at least once", () => {
    const met = new Set(cells.map(({ operation, fault }) => `${operation} ${kindOf[fault]}`))
    for (const operation of operationNames) for (const kind of kinds) expect(met).toContain(`${operation} ${kind}`)
    expect(new Set(cells.map(({ fault }) => fault))).toEqual(new Set(faultNames))
  })

  it("has every operation at every moment, with and without the client's own repeat", () => {
    const moments = cells.map(({ operation, then, retries }) => {
      const kind = then === "fine" || then === "lasting" ? then : kindOf[then]
      return [`${operation} ${kind}`, `${operation} ${retries}`]
    })
    const met = new Set(moments.flat())
    for (const operation of operationNames) {
      for (const then of ["fine", "lasting", ...kinds]) expect(met).toContain(`${operation} ${then}`)
      for (const retries of [0, 1]) expect(met).toContain(`${operation} ${retries}`)
    }
  })

  it("is few, and the same every time", () => {
    expect(cells.length).toBeLessThan(220)
    expect(quickCells()).toEqual(cells)
  })
})

it("covers every pair of three factors with far fewer rows than all combinations", () => {
  const factors = [
    ["a", "b", "c"],
    [1, 2, 3],
    [true, false],
  ] as const
  const rows = pairwise(factors)
  for (const letter of factors[0]) {
    for (const number of factors[1]) expect(rows.some(([a, b]) => a === letter && b === number)).toBe(true)
    for (const flag of factors[2]) expect(rows.some(([a, , c]) => a === letter && c === flag)).toBe(true)
  }
  for (const number of factors[1]) {
    for (const flag of factors[2]) expect(rows.some(([, b, c]) => b === number && c === flag)).toBe(true)
  }
  expect(rows.length).toBeLessThan(18)
})
