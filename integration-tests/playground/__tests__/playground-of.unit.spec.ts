import { playgroundOf } from "../playground-of"

const keys = { KLARNA_PLAYGROUND_USERNAME: "PK1", KLARNA_PLAYGROUND_PASSWORD: "secret" }

describe("The playground that the scenarios are told to", () => {
  it.each([
    ["in Europe, and Sweden", {}, "https://api.playground.klarna.com", "se"],
    ["in Europe, and Germany", { KLARNA_PLAYGROUND_COUNTRY: "DE" }, "https://api.playground.klarna.com", "de"],
    ["in North America", { KLARNA_PLAYGROUND_REGION: "na" }, "https://api-na.playground.klarna.com", "us"],
    ["on this machine", { KLARNA_PLAYGROUND_URL: "http://127.0.0.1:8089" }, "http://127.0.0.1:8089", "se"],
  ])("is %s", (_, env, url, country) => {
    expect(playgroundOf({ ...keys, ...env })).toMatchObject({ username: "PK1", url, country })
  })

  it.each([
    ["without a user name", { KLARNA_PLAYGROUND_USERNAME: "" }, /KLARNA_PLAYGROUND_USERNAME/],
    ["without a password", { KLARNA_PLAYGROUND_PASSWORD: undefined }, /KLARNA_PLAYGROUND_PASSWORD/],
    ["where the test store does not sell", { KLARNA_PLAYGROUND_REGION: "oc" }, /sells nowhere/],
  ])("is none %s, and says why", (_, env, reason) => {
    expect(playgroundOf({ ...keys, ...env })).toMatch(reason)
  })

  it.each([
    "https://api.klarna.com",
    "https://api-na.klarna.com",
    "http://api.playground.klarna.com",
    "https://api.playground.klarna.com.evil.example",
    "https://127.0.0.1.evil.example",
  ])("is never %s", (KLARNA_PLAYGROUND_URL) => {
    expect(() => playgroundOf({ ...keys, KLARNA_PLAYGROUND_URL })).toThrow(/must be one of Klarna's playground hosts/)
  })

  it("is named by a region and a country that there are", () => {
    expect(() => playgroundOf({ ...keys, KLARNA_PLAYGROUND_REGION: "asia" })).toThrow(/one of eu, na, oc, not "asia"/)
    expect(() => playgroundOf({ ...keys, KLARNA_PLAYGROUND_COUNTRY: "jp" })).toThrow(/one of se, de, us, not "jp"/)
  })
})
