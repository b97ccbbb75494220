// Jest would load the code again for every mutant; in Mocha it stays loaded.
// The tests of the pure rooms need no more of Jest than this.
const { expect } = require("expect")
const { bind } = require("jest-each")
const { fn, spyOn } = require("jest-mock")
const { interfaces } = require("mocha")

const { bdd } = interfaces

interfaces.bdd = (suite) => {
  bdd(suite)
  suite.on("pre-require", (globals) => {
    const { it, describe, before, after } = globals
    Object.assign(globals, { expect, beforeAll: before, afterAll: after, jest: { fn, spyOn } })
    it.each = bind(it)
    describe.each = bind(describe, false)
  })
}
