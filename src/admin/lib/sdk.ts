import Medusa from "@medusajs/js-sdk"

/** The admin API of the store that serves this page, with the session of whoever is logged in. */
export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: "session" },
})
