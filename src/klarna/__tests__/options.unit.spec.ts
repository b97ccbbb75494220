import { defaultIncreases } from "../increases"
import { commonFields } from "../option-fields"
import { parseKlarnaOptions } from "../options"

const one = { username: "K1_canaryuser", password: "canary-password" }
const two = { id: "second", username: "K2_canaryuser", password: "canary-password-2" }

it("needs a user name and a password, and decides the rest itself", () => {
  expect(parseKlarnaOptions(one)).toEqual({
    accounts: [{ id: "default", ...one, environment: "playground", region: "eu", baseUrl: undefined, retired: false }],
    references: { merchantReference1: "display_id", merchantReference2: "id" },
    operations: {
      amount: "auto",
      cancel: "auto",
      release: "auto",
      shippingAddress: "auto",
      billingAddress: "auto",
      references: "auto",
      acknowledge: "auto",
      shippingInfo: "auto",
    },
    askFirst: { amounts: "increase", shippingAddress: true, whenUnreachable: "proceed" },
    readEveryDays: 7,
    keepLedgerDays: 0,
    expiry: { warnDaysBefore: 3, extendDaysBefore: 0 },
    adoptPortalCaptures: "auto",
    captureOnShipment: false,
    onFraudRejected: "attention",
    shippingDelayDays: 0,
    salesTaxCountries: ["US"],
    increases: defaultIncreases,
    timeoutMs: 10_000,
    deadlineMs: 30_000,
    retries: 2,
  })
})

it("takes a list of accounts", () => {
  const { accounts } = parseKlarnaOptions({
    accounts: [
      { ...one, environment: "live", countries: ["se", "NO"] },
      { ...two, region: "na", retired: "true" },
    ],
  })
  expect(accounts).toEqual([
    { id: "default", ...one, environment: "live", region: "eu", countries: ["SE", "NO"], retired: false },
    { ...two, environment: "playground", region: "na", retired: true },
  ])
})

it("takes every option", () => {
  const increases = [{ methods: ["invoice"], markets: { only: ["se"] } }]
  const given = {
    ...one,
    environment: "playground",
    baseUrl: "http://localhost:8089",
    references: { merchantReference1: "metadata.erp_id" },
    operations: { cancel: "manual", billingAddress: "off" },
    askFirst: { amounts: "always", shippingAddress: "false" },
    readEveryDays: 0,
    expiry: { extendDaysBefore: 5 },
    salesTaxCountries: ["us", "CA"],
    increases,
    timeoutMs: 5000,
    deadlineMs: 8000,
    retries: 0,
    merchantUrls: { notification: "https://shop.example/klarna?order={order.id}", push: "http://127.0.0.1:9000/push" },
    hostedPage: {
      urls: { success: "https://shop.example/paid?t={{authorization_token}}", back: "http://localhost:8000/" },
      pageTitle: "Scarves",
      logoUrl: "https://shop.example/logo.png",
    },
    userAgent: "scarves.example/3",
  }
  expect(parseKlarnaOptions(given)).toMatchObject({
    references: { merchantReference1: "metadata.erp_id", merchantReference2: "id" },
    operations: { amount: "auto", cancel: "manual", billingAddress: "off" },
    askFirst: { amounts: "always", shippingAddress: false, whenUnreachable: "proceed" },
    readEveryDays: 0,
    expiry: { warnDaysBefore: 3, extendDaysBefore: 5 },
    salesTaxCountries: ["US", "CA"],
    increases: [{ methods: ["INVOICE"], markets: { only: ["SE"] } }],
    timeoutMs: 5000,
    retries: 0,
    merchantUrls: given.merchantUrls,
    hostedPage: given.hostedPage,
    userAgent: "scarves.example/3",
  })
})

it.each([
  [true, true],
  [false, false],
  ["true", true],
  ["false", false],
])("reads retired: %j as %j [case 89]", (retired, expected) => {
  const { accounts } = parseKlarnaOptions({ accounts: [one, { ...two, retired }] })
  expect(accounts[1].retired).toBe(expected)
})

it.each(["", "no", "0", "FALSE", 0, null])("never reads retired: %j as a default [case 89]", (retired) => {
  const accounts = [one, { ...two, retired }]
  expect(() => parseKlarnaOptions({ accounts })).toThrow(/option "accounts\[1\].retired" must be true or false/)
})

const operations = [
  ...["amount", "cancel", "release", "shippingAddress", "billingAddress", "references", "acknowledge", "shippingInfo"],
]
const optional = ["billingAddress", "acknowledge", "shippingInfo"]

it.each(operations)("lets the merchant send by hand: %s", (operation) => {
  const parsed = parseKlarnaOptions({ ...one, operations: { [operation]: "manual" } })
  expect(Object.entries(parsed.operations).filter(([, who]) => who !== "auto")).toEqual([[operation, "manual"]])
})

it.each(operations.filter((each) => !optional.includes(each)))(
  "never turns off what Klarna has to hear: %s",
  (operation) => {
    expect(() => parseKlarnaOptions({ ...one, operations: { [operation]: "off" } })).toThrow(
      `option "operations.${operation}" must be one of auto, manual (got "off"). Example: operations: {`
    )
  }
)

it.each([["http://localhost:8089"], ["http://127.8.0.1/sim"], ["http://[::1]:1"], ["https://simulator.example"]])(
  "lets a playground account call %s",
  (baseUrl) => {
    expect(parseKlarnaOptions({ ...one, baseUrl }).accounts[0].baseUrl).toBe(baseUrl)
  }
)

const selling = (countries?: string[], more = {}) => ({ ...one, environment: "live", countries, ...more })

it("lets a retired account keep the countries that another has taken over", () => {
  const accounts = [selling(["SE"], { id: "old", retired: true }), selling(["SE"], { id: "new" })]
  expect(parseKlarnaOptions({ accounts }).accounts).toHaveLength(2)
})

it.each<[unknown, string]>([
  [
    { accounts: [{ ...one, region: "us" }] },
    `option "accounts[0].region" must be one of eu, na, oc (got "us"). Example: region: "eu"`,
  ],
  [
    { ...one, environment: "prod" },
    `option "environment" must be one of live, playground (got "prod"). Example: environment: "playground"`,
  ],
  [{ ...one, regoin: "eu" }, `option "regoin" is not known. Example: { username: process.env.KLARNA_USERNAME,`],
  [
    { accounts: [one, { ...two, contries: ["SE"] }] },
    `option "accounts[1].contries" is not known. Example: { id: "main",`,
  ],
  [{ usrname: "x", password: "y" }, `option "usrname" is not known.`],
  [{ ...one, accounts: [one] }, `option "username" is not allowed beside "accounts": it belongs in an account.`],
  [
    { ...one, references: { merchantReference3: "id" } },
    `option "references.merchantReference3" is not known. Example: references: {`,
  ],
  [undefined, `the configuration is missing: it must be an object.`],
  ["klarna", `the configuration must be an object.`],
  [{}, `option "username" is missing: it must be a text. Example: username: process.env.KLARNA_USERNAME`],
  [
    { accounts: [{ username: "K1" }] },
    `option "accounts[0].password" is missing: it must be a text. Example: password: process.env`,
  ],
  [{ ...one, password: "" }, `option "password" must not be empty.`],
  [{ ...one, username: "K1:x" }, `option "username" must not contain a colon.`],
  [{ accounts: [] }, `option "accounts" must contain an account. Example: accounts: [{ id: "main"`],
  [{ accounts: "K1" }, `option "accounts" must be a list.`],
  [
    { accounts: [one, { ...two, id: "default" }] },
    `option "accounts[1].id" must be different from the ids of the other accounts (got "default").`,
  ],
  [{ accounts: [{ ...one, id: "a b" }] }, `option "accounts[0].id" must be 1 to 64 letters`],
  [{ accounts: [{ ...one, retired: true }] }, `option "accounts" must contain an account that is not retired.`],
  [{ accounts: [{ ...one, retired: "yes" }] }, `option "accounts[0].retired" must be true or false (got "yes").`],
  [{ accounts: [{ ...one, countries: [] }] }, `option "accounts[0].countries" must name a country, or be left out.`],
  [
    { accounts: [{ ...one, countries: ["SE", "JP"] }] },
    `option "accounts[0].countries[1]" must be a country that Klarna sells in: AT, AU,`,
  ],
  [
    { accounts: [selling(["SE", "DE"]), { ...selling(["de"]), id: "b" }] },
    `option "accounts[1].countries" claims DE, where "default" sells already. Example: countries: ["SE", "DE"]`,
  ],
  [
    { ...one, environment: "live", baseUrl: "https://x.example" },
    `option "baseUrl" is refused for a live account: live hosts come from a table.`,
  ],
  [
    { ...one, baseUrl: "http://simulator:8089" },
    `option "baseUrl" must use https unless it is this machine (localhost).`,
  ],
  [{ ...one, baseUrl: "http://127.0.0.1.evil.example" }, `option "baseUrl" must use https unless`],
  [{ ...one, baseUrl: "ftp://localhost" }, `option "baseUrl" must be an http or https URL.`],
  [{ ...one, baseUrl: "localhost:8089" }, `option "baseUrl" must be an http or https URL.`],
  [{ ...one, baseUrl: "" }, `option "baseUrl" must be an http or https URL.`],
  [
    { ...one, baseUrl: "https://u:canary-password@x.example" },
    `option "baseUrl" must not contain a user name or password.`,
  ],
  [{ ...one, baseUrl: "https://x.example?a=1" }, `option "baseUrl" must not have a query or fragment.`],
  [
    { ...one, references: { merchantReference1: "order" } },
    `option "references.merchantReference1" must be display_id, id, none or metadata.<key> (got "order").`,
  ],
  [
    { ...one, references: { merchantReference2: "metadata." } },
    `option "references.merchantReference2" must be display_id`,
  ],
  [
    { ...one, operations: { billingAddress: true } },
    `option "operations.billingAddress" must be one of auto, manual, off (got true). Example: operations: {`,
  ],
  [{ ...one, operations: { refund: "manual" } }, `option "operations.refund" is not known. Example: operations: {`],
  [{ ...one, operations: "manual" }, `option "operations" must be an object (got "manual"). Example: operations: {`],
  [{ ...one, cancel: "manual" }, `option "cancel" is not known: it belongs in "operations". Example: operations: {`],
  [
    { ...one, askFirst: { amounts: "sometimes" } },
    `option "askFirst.amounts" must be one of increase, always, never (got "sometimes"). Example: askFirst: { amounts: "increase"`,
  ],
  [{ ...one, askFirst: { shippingAddress: "maybe" } }, `option "askFirst.shippingAddress" must be true or false`],
  [
    { ...one, askFirst: { whenUnreachable: "wait" } },
    `option "askFirst.whenUnreachable" must be one of proceed, refuse`,
  ],
  [{ ...one, askFirst: true }, `option "askFirst" must be an object (got true). Example: askFirst: {`],
  [{ ...one, salesTaxCountries: ["XX"] }, `option "salesTaxCountries[0]" must be a country that Klarna sells in`],
  [
    { ...one, increases: [{ methods: ["INVOICE"], markets: ["SE"] }] },
    `option "increases[0].markets" must be { only: [countries] } or { except: [countries] }. Example: increases: [`,
  ],
  [
    { ...one, increases: [{ methods: [], markets: { only: ["SE"] } }] },
    `option "increases[0].methods" must name a method.`,
  ],
  [
    { ...one, timeoutMs: "10000" },
    `option "timeoutMs" must be a whole number from 1 to 40000 (got "10000"). Example: timeoutMs: 10000`,
  ],
  [{ ...one, deadlineMs: 0 }, `option "deadlineMs" must be a whole number from 1 to 40000 (got 0).`],
  [
    { ...one, expiry: { warnDaysBefore: -1 } },
    `option "expiry.warnDaysBefore" must be a whole number from 0 to 180 (got -1).`,
  ],
  [{ ...one, readEveryDays: -1 }, `option "readEveryDays" must be a whole number from 0 to 365 (got -1).`],
  [{ ...one, retries: 1.5 }, `option "retries" must be a whole number from 0 to 5 (got 1.5).`],
  [
    { ...one, merchantUrls: { push: "http://shop.example/push" } },
    `option "merchantUrls.push" must be an https URL (http only for localhost). Example: merchantUrls: {`,
  ],
  [
    { ...one, hostedPage: { urls: { success: "https://shop.example/paid" } } },
    `option "hostedPage.urls.success" must contain {{authorization_token}}: Klarna puts the buyer's approval there.`,
  ],
  [
    { ...one, hostedPage: { urls: { success: "http://shop.example/{{authorization_token}}" } } },
    `option "hostedPage.urls.success" must be an https URL (http only for localhost). Example: hostedPage: {`,
  ],
  [{ ...one, hostedPage: {} }, `option "hostedPage.urls" is missing: it must be an object. Example: hostedPage: {`],
  [{ ...one, userAgent: "a\r\nX-Evil: 1" }, `option "userAgent" must be 1 to 200 plain characters.`],
])("refuses wrong options by name, with an example (case %#) [case 6]", (options, sentence) => {
  const refused = () => parseKlarnaOptions(options)
  expect(refused).toThrow(`medusa-klarna: ${sentence}`)
  expect(refused).toThrow(/ Example: ./)
  expect(refused).not.toThrow(/canary/)
})

it.each(Object.keys(commonFields))("shows a correct example of %s when it is wrong", (name) => {
  const wrong = { ...one, [name]: () => "nothing that fits" }
  expect(() => parseKlarnaOptions(wrong)).toThrow(new RegExp(`option "${name}[."].*Example: ${name}: `))
})
