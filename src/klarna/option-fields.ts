import { z } from "zod"
import { baseUrlProblem } from "./base-url"
import { customize } from "./customize-fields"
import { hostedPage } from "./hosted-page-fields"
import { environments, regions, type Environment } from "./hosts"
import { defaultIncreases } from "./increases"
import { LONGEST_CALL_MS } from "./longest-call"
import { isKlarnaCountry, klarnaCountries } from "./markets"
import { publicUrl } from "./public-url"

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` })

/** Environment variables bring texts: these two are understood, any other is refused and never read as a default. */
const flag = z
  .union([z.boolean(), z.enum(["true", "false"])], { error: "must be true or false" })
  .transform((value) => value === true || value === "true")

const text = z.string({ error: "must be a text" }).min(1, "must not be empty")

const country = z
  .string({ error: "must be a country code" })
  .toUpperCase()
  .refine(isKlarnaCountry, { error: `must be a country that Klarna sells in: ${klarnaCountries.join(", ")}` })

const countries = z.array(country, { error: "must be a list of country codes" })

const ids = (what: string) =>
  z.array(text, { error: `must be a list of ids of ${what}` }).min(1, "must name one, or be left out")

const whole = (from: number, to: number) => {
  const error = `must be a whole number from ${from} to ${to}`
  return z.int({ error }).min(from, error).max(to, error)
}

/** One account without its id: also the shorthand at the top of the options. */
export const accountFields = {
  username: text.refine((value) => !value.includes(":"), { error: "must not contain a colon" }),
  password: text,
  environment: oneOf(environments).default("playground"),
  region: oneOf(regions).default("eu"),
  baseUrl: z.string({ error: "must be an http or https URL" }).optional(),
}

/** The override depends on the environment: said at `baseUrl`, where it can be corrected. */
export function checkBaseUrl(
  account: { baseUrl?: string; environment: Environment },
  context: z.core.$RefinementCtx
): void {
  const problem = account.baseUrl !== undefined && baseUrlProblem(account.baseUrl, account.environment)
  if (problem) context.addIssue({ code: "custom", path: ["baseUrl"], message: problem })
}

export const account = z
  .strictObject(
    {
      id: z
        .string({ error: "must be a text" })
        .regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores")
        .default("default"),
      ...accountFields,
      countries: countries.min(1, "must name a country, or be left out").optional(),
      salesChannels: ids("sales channels").optional(),
      medusaRegions: ids("Medusa's regions").optional(),
      retired: flag.default(false),
    },
    { error: "must be an object" }
  )
  .superRefine(checkBaseUrl)

const reference = z.string({ error: "must be a text" }).regex(/^(display_id|id|none|metadata\..+)$/, {
  error: "must be display_id, id, none or metadata.<key>",
})

const increaseRule = z.strictObject(
  {
    methods: z.array(text.toUpperCase(), { error: "must be a list of payment methods" }).min(1, "must name a method"),
    markets: z.union([z.strictObject({ only: countries }), z.strictObject({ except: countries })], {
      error: "must be { only: [countries] } or { except: [countries] }",
    }),
  },
  { error: "must be an object" }
)

/** The sync sends by itself, or the merchant by hand. */
const byWhom = oneOf(["auto", "manual"]).default("auto")

/** Also never, where Klarna can do without it. */
const byWhomOrNobody = oneOf(["auto", "manual", "off"]).default("auto")

/** Who sends what. */
export const operationFields = {
  amount: byWhom,
  cancel: byWhom,
  release: byWhom,
  shippingAddress: byWhom,
  billingAddress: byWhomOrNobody,
  references: byWhom,
  acknowledge: byWhomOrNobody,
  shippingInfo: byWhomOrNobody,
}

/** What the options hold beside the accounts. */
export const commonFields = {
  references: z
    .strictObject(
      { merchantReference1: reference.default("display_id"), merchantReference2: reference.default("id") },
      { error: "must be an object" }
    )
    .prefault({}),
  operations: z.strictObject(operationFields, { error: "must be an object" }).prefault({}),
  askFirst: z
    .strictObject(
      {
        amounts: oneOf(["increase", "always", "never"]).default("increase"),
        shippingAddress: flag.default(true),
        whenUnreachable: oneOf(["proceed", "refuse"]).default("proceed"),
      },
      { error: "must be an object" }
    )
    .prefault({}),
  /** How often an order that nobody touches is read, because Klarna tells of nothing that is done in its portal. 0: never. */
  readEveryDays: whole(0, 365).default(7),
  /** How long the ledger of a settled order is kept in full. 0: for ever. */
  keepLedgerDays: z
    .union([z.literal(0), whole(30, 3650)], { error: "must be 0 or a whole number from 30 to 3650" })
    .default(0),
  /** Days before Klarna ends an authorisation; 0: never. */
  expiry: z
    .strictObject(
      { warnDaysBefore: whole(0, 180).default(3), extendDaysBefore: whole(0, 180).default(0) },
      { error: "must be an object" }
    )
    .prefault({}),
  /** Told with a capture of goods that have not left yet; more than 0 only where Klarna has enabled it for the account. */
  shippingDelayDays: whole(0, 365).default(0),
  /** What was captured in Klarna's portal: recorded in Medusa by itself, or by the merchant. */
  adoptPortalCaptures: byWhom,
  captureOnShipment: flag.default(false),
  /** An order that Klarna's fraud check rejected. */
  onFraudRejected: oneOf(["attention", "cancel"]).default("attention"),
  salesTaxCountries: countries.default(["US"]),
  increases: z.array(increaseRule, { error: "must be a list" }).default(defaultIncreases),
  timeoutMs: whole(1, LONGEST_CALL_MS).default(10_000),
  deadlineMs: whole(1, LONGEST_CALL_MS).default(30_000),
  retries: whole(0, 5).default(2),
  merchantUrls: z
    .strictObject(
      {
        confirmation: publicUrl.optional(),
        notification: publicUrl.optional(),
        push: publicUrl.optional(),
        authorization: publicUrl.optional(),
      },
      { error: "must be an object" }
    )
    .optional(),
  /** For what Klarna tells by itself: fraud decisions, and buyers who approved and did not come back. */
  callbacks: z
    .strictObject(
      {
        backendUrl: publicUrl.transform((address) => address.replace(/\/+$/, "")),
        secret: text.min(32, "must have at least 32 characters"),
      },
      { error: "must be an object" }
    )
    .optional(),
  hostedPage: hostedPage.optional(),
  /** Functions of the store: see customize.ts. */
  customize: customize.optional(),
  userAgent: z
    .string({ error: "must be a text" })
    .regex(/^[\x20-\x7e]{1,200}$/, "must be 1 to 200 plain characters")
    .optional(),
}
