import express from "express"
import { once } from "events"
import type { AddressInfo } from "net"
import { join } from "path"
import type { Json } from "../store/http"

/** What the page has to know of its shop. */
export interface StorefrontConfig {
  medusa: string
  publishableKey: string
  klarnaScript: string
}

export interface Storefront {
  url: string
  /** The shop is open: before, nobody knows its key. */
  sell(config: StorefrontConfig): void
  close(): Promise<void>
}

/** The example storefront in `storefront/`, plain files: Medusa and Klarna are met by the browser. */
export async function openStorefront({ host = "localhost", port = 0 } = {}): Promise<Storefront> {
  let config: StorefrontConfig | undefined
  const app = express()
  app.get("/config.json", (_req, res) => void (config ? res.json(config) : res.status(503).end()))
  app.use(express.static(join(__dirname, "storefront")))
  const server = app.listen(port, host)
  await once(server, "listening")
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    sell: (known) => void (config = known),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const configOf = (medusa: string, klarna: string, publishableKey: string): StorefrontConfig => ({
  medusa,
  publishableKey,
  klarnaScript: `${klarna}/kp/lib/v1/api.js`,
})

/** Of the plugin: where Klarna's page sends the buyer back to. */
export const hostedPageOf = (storefront: string): Json => ({
  pageTitle: "Norrsken Goods",
  urls: {
    success: `${storefront}/?authorization_token={{authorization_token}}`,
    cancel: `${storefront}/`,
    back: `${storefront}/`,
    failure: `${storefront}/?klarna=refused`,
    error: `${storefront}/?klarna=refused`,
  },
})
