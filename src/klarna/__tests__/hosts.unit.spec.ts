import { baseUrlOf, defaultRegionOf, environments, regions } from "../hosts"

it.each([
  ["eu", "live", "https://api.klarna.com"],
  ["eu", "playground", "https://api.playground.klarna.com"],
  ["na", "live", "https://api-na.klarna.com"],
  ["na", "playground", "https://api-na.playground.klarna.com"],
  ["oc", "live", "https://api-oc.klarna.com"],
  ["oc", "playground", "https://api-oc.playground.klarna.com"],
] as const)("an account of %s, %s calls %s", (region, environment, host) => {
  expect(baseUrlOf({ region, environment })).toBe(host)
})

it("knows a host for every region and environment", () => {
  const hosts = regions.flatMap((region) => environments.map((environment) => baseUrlOf({ region, environment })))
  expect(new Set(hosts).size).toBe(6)
})

it.each([
  ["US", "na"],
  ["CA", "na"],
  ["mx", "na"],
  ["AU", "oc"],
  ["NZ", "oc"],
  ["SE", "eu"],
  ["GB", "eu"],
])("a merchant of %s has an account in %s unless told otherwise [case 19]", (country, region) => {
  expect(defaultRegionOf(country)).toBe(region)
})

it("sends live credentials to Klarna's own hosts only [case 6]", () => {
  const live = { region: "eu", environment: "live", baseUrl: "https://proxy.example" } as const
  expect(() => baseUrlOf(live)).toThrow(/refused for a live account/)
})

it("calls another address in the playground when told so", () => {
  const account = { region: "eu", environment: "playground", baseUrl: "http://[::1]:8089/sim/" } as const
  expect(baseUrlOf(account)).toBe("http://[::1]:8089/sim")
})
