import type { z } from "zod"
import { accountFields, operationFields } from "./option-fields"

/** A correct line for every option, by its path without list positions. */
const examples: Record<string, string> = {
  "": `{ username: process.env.KLARNA_USERNAME, password: process.env.KLARNA_PASSWORD }`,
  accounts: `accounts: [{ id: "main", username: process.env.KLARNA_USERNAME, password: process.env.KLARNA_PASSWORD }]`,
  "accounts[]": `{ id: "main", username: process.env.KLARNA_USERNAME, password: process.env.KLARNA_PASSWORD }`,
  id: `id: "main"`,
  username: `username: process.env.KLARNA_USERNAME`,
  password: `password: process.env.KLARNA_PASSWORD`,
  environment: `environment: "playground"`,
  region: `region: "eu"`,
  baseUrl: `baseUrl: "http://localhost:8787" with environment: "playground"`,
  countries: `countries: ["SE", "DE"]`,
  "countries[]": `countries: ["SE", "DE"]`,
  salesChannels: `salesChannels: ["sc_01H..."]`,
  medusaRegions: `medusaRegions: ["reg_01H..."]`,
  retired: `retired: true`,
  references: `references: { merchantReference1: "display_id", merchantReference2: "metadata.erp_id" }`,
  "references.merchantReference1": `references: { merchantReference1: "display_id" }`,
  "references.merchantReference2": `references: { merchantReference2: "metadata.erp_id" }`,
  operations: `operations: { cancel: "manual", billingAddress: "off" }`,
  askFirst: `askFirst: { amounts: "increase", shippingAddress: true, whenUnreachable: "proceed" }`,
  readEveryDays: `readEveryDays: 7`,
  keepLedgerDays: `keepLedgerDays: 400`,
  expiry: `expiry: { warnDaysBefore: 3, extendDaysBefore: 2 }`,
  shippingDelayDays: `shippingDelayDays: 3`,
  adoptPortalCaptures: `adoptPortalCaptures: "auto"`,
  captureOnShipment: `captureOnShipment: true`,
  onFraudRejected: `onFraudRejected: "cancel"`,
  salesTaxCountries: `salesTaxCountries: ["US"]`,
  "salesTaxCountries[]": `salesTaxCountries: ["US"]`,
  increases: `increases: [{ methods: ["INVOICE"], markets: { except: ["CH"] } }]`,
  timeoutMs: `timeoutMs: 10000`,
  deadlineMs: `deadlineMs: 30000`,
  retries: `retries: 2`,
  merchantUrls: `merchantUrls: { notification: "https://shop.example/klarna/notification" }`,
  callbacks: `callbacks: { backendUrl: "https://api.shop.example", secret: process.env.KLARNA_CALLBACK_SECRET }`,
  hostedPage: `hostedPage: { urls: { success: "https://shop.example/klarna?authorization_token={{authorization_token}}" } }`,
  customize: `customize: { orderLines: (lines) => lines.map((line) => ({ ...line, name: line.name.toUpperCase() })) }`,
  userAgent: `userAgent: "shop.example/1.0"`,
}

/** Values that may be a secret, or lead to one, are never repeated. */
const hidden = /username|password|baseUrl|merchantUrls|callbacks|userAgent|^accounts(\[\d+\])?$|^$/

/** One sentence about the first problem. Names that nobody knows come first: a slip there explains the others. */
export function optionsError(error: z.ZodError, input: unknown): Error {
  const unknownName = error.issues.find((issue) => issue.code === "unrecognized_keys")
  const issue = unknownName ?? error.issues[0]
  const path = unknownName ? [...unknownName.path, unknownName.keys[0]] : issue.path
  const example = exampleFor(unknownName && isOperation(path) ? ["operations"] : path)
  const name = nameOf(path)
  const problem = unknownName ? unknownNameProblem(path) : problemOf(issue.message, name, valueAt(input, path))
  const subject = name === "" ? "the configuration" : `option "${name}"`
  return new Error(`medusa-klarna: ${subject} ${problem}. Example: ${example}`)
}

/** `accounts[0].region` */
function nameOf(path: PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`
    return name === "" ? String(step) : `${name}.${String(step)}`
  }, "")
}

function unknownNameProblem([name, ...rest]: PropertyKey[]): string {
  if (!rest.length && Object.hasOwn(accountFields, name))
    return `is not allowed beside "accounts": it belongs in an account`
  return isOperation([name, ...rest]) ? `is not known: it belongs in "operations"` : "is not known"
}

const isOperation = (path: PropertyKey[]) => path.length === 1 && Object.hasOwn(operationFields, path[0])

function problemOf(message: string, name: string, value: unknown): string {
  if (value === undefined) return `is missing: it ${message}`
  const short = ["boolean", "number"].includes(typeof value) || (typeof value === "string" && value.length <= 16)
  return short && !hidden.test(name) ? `${message} (got ${JSON.stringify(value)})` : message
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input)
}

/** The nearest example: of the option, of it inside any account, else of what it is part of. */
function exampleFor(path: PropertyKey[]): string {
  const name = nameOf(path).replace(/\[\d+\]/g, "[]")
  const found = examples[name] ?? examples[name.replace("accounts[].", "")]
  return found ?? exampleFor(path.slice(0, -1))
}
