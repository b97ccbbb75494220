import { createdHostedPage, hostedPage, json, nothing } from "./answers"
import type { Request } from "./request"
import type { CallOptions } from "./settings"
import type { CreateHostedPage } from "./types"

const at = (...segments: string[]) => ["hpp", "v1", "sessions", ...segments]

/** Hosted Payment Page v1: Klarna's own page for a session. Klarna knows no keys here, so no write is ever repeated. */
export function createHostedPageApi(request: Request) {
  return {
    /** One page per session. https://docs.klarna.com/hosted-payment-page/api-documentation/create-session/ */
    create: (body: CreateHostedPage, options?: CallOptions) =>
      request("hostedPage.create", "POST", at(), json(createdHostedPage), { ...options, body }),

    /** https://docs.klarna.com/hosted-payment-page/api-documentation/read-session/ */
    read: (id: string, options?: CallOptions) =>
      request("hostedPage.read", "GET", at(id), json(hostedPage), { ...options }),

    /** https://docs.klarna.com/hosted-payment-page/api-documentation/disable-session/ */
    disable: (id: string, options?: CallOptions) =>
      request("hostedPage.disable", "DELETE", at(id), nothing, { ...options }),
  }
}

export type HostedPageApi = ReturnType<typeof createHostedPageApi>
