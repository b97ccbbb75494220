import { z } from "zod"
import { publicUrl } from "./public-url"

/** Klarna puts the buyer's approval in its place. https://docs.klarna.com/hosted-payment-page/api-documentation/create-session/ */
export const TOKEN_PLACEHOLDER = "{{authorization_token}}"

const carriesToken = {
  error: `must contain ${TOKEN_PLACEHOLDER}: Klarna puts the buyer's approval there`,
}

/** Where Klarna's page sends the buyer back to. */
const urls = z.strictObject(
  {
    success: publicUrl.refine((address) => address.includes(TOKEN_PLACEHOLDER), carriesToken),
    cancel: publicUrl.optional(),
    back: publicUrl.optional(),
    failure: publicUrl.optional(),
    error: publicUrl.optional(),
  },
  { error: "must be an object" }
)

/** For storefronts that do without Klarna's script: the buyer pays on a page of Klarna's. */
export const hostedPage = z.strictObject(
  {
    urls,
    pageTitle: z.string({ error: "must be a text" }).min(1, "must not be empty").optional(),
    logoUrl: publicUrl.optional(),
  },
  { error: "must be an object" }
)

export type HostedPageUrls = z.output<typeof urls>
