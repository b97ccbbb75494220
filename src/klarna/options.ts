import { z } from "zod"
import { type Account, shareAPlace } from "./accounts"
import { account, accountFields, checkBaseUrl, commonFields } from "./option-fields"
import { optionsError } from "./options-error"

export { accountFor, accountOf, usernameHash, type Account } from "./accounts"

const listed = z.strictObject({
  accounts: z
    .array(account, { error: "must be a list" })
    .min(1, "must contain an account")
    .superRefine((accounts, context) => {
      for (const problem of [...clashesOf(accounts)]) context.addIssue({ code: "custom", ...problem })
    }),
  ...commonFields,
})

const shorthand = z
  .strictObject({ ...accountFields, ...commonFields }, { error: "must be an object" })
  .superRefine(checkBaseUrl)
  .transform(({ username, password, environment, region, baseUrl, ...rest }) => ({
    ...rest,
    accounts: [{ id: "default", username, password, environment, region, baseUrl, retired: false } as Account],
  }))

/** What a store writes into its configuration: a list of accounts, or one account's fields at the top. */
export type KlarnaOptions = z.input<typeof listed> | z.input<typeof shorthand>

/** The same with every default filled in and the shorthand written out. */
export type ResolvedKlarnaOptions = Omit<z.output<typeof listed>, "accounts"> & { accounts: Account[] }

/**
 * Reads the options once, when the server boots. Throws a sentence with the option's name, the problem and an example.
 */
export function parseKlarnaOptions(input: unknown): ResolvedKlarnaOptions {
  const own = withoutDatabase(input)
  const hasList = typeof own === "object" && own !== null && "accounts" in own && own.accounts !== undefined
  const parsed = (hasList ? listed : shorthand).safeParse(own)
  if (!parsed.success) throw optionsError(parsed.error, own)
  return parsed.data
}

/** The server writes its database settings into the options of every module; a store shares one object between module and provider. */
function withoutDatabase(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input
  const { database: _, ...own } = input as Record<string, unknown>
  return own
}

/** What is wrong between accounts that are each right. */
function* clashesOf(accounts: Account[]): Generator<{ path: (string | number)[]; message: string }> {
  if (accounts.every((each) => each.retired)) {
    yield { path: [], message: "must contain an account that is not retired" }
  }
  for (const [index, one] of accounts.entries()) {
    const earlier = accounts.slice(0, index)
    if (earlier.some((other) => other.id === one.id)) {
      yield { path: [index, "id"], message: "must be different from the ids of the other accounts" }
    }
    for (const other of earlier.filter((each) => !each.retired && !one.retired && shareAPlace(each, one))) {
      const claimed = one.countries?.find((country) => other.countries?.includes(country))
      if (claimed) yield { path: [index, "countries"], message: `claims ${claimed}, where "${other.id}" sells already` }
    }
  }
}
