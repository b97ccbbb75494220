import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { callbackToken } from "../../src/purchase/callback-token"
import { type CallbackRelay, startCallbackRelay } from "../store/callback-relay"
import { markets } from "../store/catalog"
import type { HttpError, Json } from "../store/http"
import { bodiesOf, callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import type { Checkout } from "../store/place-order"
import { waitFor } from "../store/wait-for"

const secret = "a secret of a shop, long enough to be one"
const SESSION = "POST payments/sessions"
const PAGE = "POST hpp/sessions"
const PLACE = "POST payments/authorizations/:id/order"
const urls = {
  success: "https://shop.example/paid?authorization_token={{authorization_token}}",
  cancel: "https://shop.example/checkout",
  back: "https://shop.example/checkout",
  failure: "https://shop.example/checkout?klarna=refused",
}
let relay: CallbackRelay

klarnaStore(
  (shop) => {
    const { klarna, storefront, settled, container } = shop
    const desk = klarnaDesk(shop)

    beforeEach(() => relay.to(shop.baseUrl()))
    afterAll(() => relay.close())

    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const calls = async () => callsOf(await klarna.requests())
    const redirectUrl = ({ session }: Checkout) => String(session.data.redirect_url)
    const open = async (hosted_page: unknown = true, cartId?: string) =>
      shop.choosePayment(cartId ?? (await shop.fillCart()), undefined, { hosted_page })
    const refusedWith = (attempt: Promise<unknown>) =>
      attempt.then(
        () => "nothing was refused",
        (error: HttpError) => `${error.status}: ${error.body.message}`
      )
    /** What the buyer clicks on Klarna's page. @returns where Klarna sends the browser. */
    const click = async (checkout: Checkout, choice: "approve" | "deny" | "back" | "cancel") => {
      await fetch(redirectUrl(checkout))
      const answer = await fetch(`${redirectUrl(checkout)}/${choice}`, { method: "POST", redirect: "manual" })
      return new URL(answer.headers.get("location") ?? "about:blank")
    }
    /** All that Klarna told was answered. */
    const heard = async () => {
      await waitFor(async () => (await klarna.callbacks()).every(({ status, error }) => status ?? error), {
        what: "the answers to Klarna's calls",
      })
      return (await klarna.callbacks()).filter(({ url }) => url.includes("hosted-page")).map(({ status }) => status)
    }
    const comeBack = async (checkout: Checkout, success: URL) => {
      const authorization_token = success.searchParams.get("authorization_token")
      await shop.authorize(checkout, { authorization_token })
      return orderOf(checkout.cartId)
    }
    const orderOf = async (cartId: string) => {
      const answer = await shop.complete(cartId)
      await settled()
      if (answer.type !== "order") throw new Error(answer.error.message)
      return answer.order
    }
    const livingOrders = async () => (await klarna.orders()).filter(({ status }) => status !== "CANCELLED")

    describe("A storefront without Klarna's script", () => {
      it("sends the buyer to Klarna's page, and gets an order as with the script", async () => {
        const checkout = await open()
        const [page] = bodiesOf<Json>(await klarna.requests(), PAGE)
        expect(page).toMatchObject({
          payment_session_url: expect.stringMatching(
            new RegExp(`^http.+/payments/v1/sessions/${checkout.session.data.klarna_session_id}$`)
          ),
          merchant_urls: { ...urls, status_update: expect.stringContaining(`${relay.url}/hooks/klarna/hosted-page/`) },
          options: {
            place_order_mode: "NONE",
            page_title: "Norrsken Goods",
            logo_url: "https://shop.example/logo.png",
          },
        })
        const back = await click(checkout, "approve")
        expect(back.origin + back.pathname).toBe("https://shop.example/paid")
        const { id } = await comeBack(checkout, back)
        expect(await calls()).toEqual(expect.arrayContaining([SESSION, PAGE, PLACE, "GET order", "POST acknowledge"]))
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", order_amount: 15000 })
        const order = await klarna.order((await desk.side(id)).klarna_order.klarna_order_id)
        expect(order).toMatchObject({
          merchant_reference2: id,
          billing_address: { given_name: "Alva", email: "alva@example.com" },
        })
      })

      it("shows the buyer's address on the page, and keeps nothing of it in the payment session", async () => {
        const { session } = await open()
        const [body] = bodiesOf<Json>(await klarna.requests(), SESSION)
        expect(body).toMatchObject({ billing_address: { street_address: "Sveavägen 46" } })
        expect(JSON.stringify(session.data)).not.toContain(markets.se.buyer.address.address_1)
        expect(session.data).not.toMatchObject({ hosted_page: expect.anything() })
      })

      it("costs no page for a buyer who pays with the script", async () => {
        const { session } = await shop.choosePayment(await shop.fillCart())
        expect(session.data).toMatchObject({ client_token: expect.any(String), redirect_url: null })
        expect(await calls()).toEqual([SESSION])
        expect(bodiesOf(await klarna.requests(), SESSION)[0]).not.toHaveProperty("billing_address")
      })

      it("may be refused by Klarna, and the buyer tries again on the same page", async () => {
        const checkout = await open()
        expect(String(await click(checkout, "deny"))).toBe(urls.failure)
        expect(await shop.complete(checkout.cartId)).toMatchObject({ type: "cart" })
        expect(await klarna.orders()).toEqual([])
        await comeBack(checkout, await click(checkout, "approve"))
        expect(await livingOrders()).toHaveLength(1)
      })

      it("names a page of its own to come back to, in the buyer's language", async () => {
        const success = "https://shop.example/sv/betalt?authorization_token={{authorization_token}}"
        const checkout = await open({ success })
        expect(bodiesOf<Json>(await klarna.requests(), PAGE)[0]).toMatchObject({ merchant_urls: { ...urls, success } })
        expect((await click(checkout, "approve")).pathname).toBe("/sv/betalt")
      })

      it.each([
        [
          "another host",
          { success: "https://evil.example/?t={{authorization_token}}" },
          /success must be an address on/,
        ],
        ["another scheme", { back: "http://shop.example/checkout" }, /back must be an address on/],
        ["a script", { cancel: "javascript:alert(1)" }, /cancel must be an address on/],
        ["a user before another host", { error: "https://shop.example@evil.example/" }, /error must be an address on/],
        ["a user name", { error: "https://evil@shop.example/" }, /error must be an address on/],
        ["no address at all", { failure: "checkout" }, /failure must be an address on/],
        ["no place for the approval", { success: "https://shop.example/paid" }, /must contain \{\{authorization_token/],
        ["an address for Klarna's news", { status_update: "https://shop.example/" }, /must be true, or/],
        ["a text", "yes", /must be true, or/],
      ])("is refused %s to come back to", async (_, wanted, complaint) => {
        expect(await refusedWith(open(wanted))).toMatch(complaint)
        expect(await calls()).toEqual([])
      })

      it("gains nothing by writing down what only the server may write", async () => {
        const victim = await open()
        const { hosted_page_id, client_token: _, ...identity } = victim.session.data
        const forged = {
          ...identity,
          hosted_page_id,
          hosted_page_told_at: "2031-01-01",
          redirect_url: "https://evil.example",
        }
        const checkout = await shop.choosePayment(await shop.fillCart(), undefined, forged)
        const nothing = { hosted_page_id: null, hosted_page_told_at: null, redirect_url: null }
        expect(checkout.session.data).toMatchObject(nothing)
        await shop.authorize(checkout, { ...forged, authorization_token: "made up" })
        await shop.choosePayment(checkout.cartId)
        expect(await calls()).not.toContain("DELETE hpp/sessions/:id")
        await comeBack(victim, await click(victim, "approve"))
      })

      it("never redirects elsewhere by a backslash that browsers read as a slash", async () => {
        const checkout = await open({ back: "https://shop.example\\@evil.example/" })
        expect(String(await click(checkout, "back"))).toBe("https://shop.example/@evil.example/")
      })

      it.each([
        ["Klarna is down", "503", /did not confirm the payment page/],
        ["the answer is lost", "cut-after", /did not confirm the payment page/],
        ["Klarna refuses", "403", /refused the payment page: NOT_ALLOWED.*correlation id/],
      ] as const)("hears that there is no page when %s, and gets one later", async (_, fault, complaint) => {
        await klarna.faults({ match: { path: "/hpp/" }, fault, times: 9 })
        const cartId = await shop.fillCart()
        expect(await refusedWith(open(true, cartId))).toMatch(complaint)
        await klarna.clearFaults()
        const checkout = await open(true, cartId)
        await comeBack(checkout, await click(checkout, "approve"))
        expect(await livingOrders()).toHaveLength(1)
      })
    })

    describe("A page that is open for long, or whose cart changes", () => {
      const addMug = async ({ cartId }: Checkout) => {
        const line = { variant_id: shop.store.variants.Mug, quantity: 1 }
        await storefront.post(`/store/carts/${cartId}/line-items`, line)
        await settled()
      }

      it("is closed when the cart changes, and a new one takes the new amount", async () => {
        const checkout = await open()
        await addMug(checkout)
        expect(await calls()).toContain("DELETE hpp/sessions/:id")
        expect(await (await fetch(redirectUrl(checkout))).text()).toContain("This payment is DISABLED")
        const again = await open(true, checkout.cartId)
        await comeBack(again, await click(again, "approve"))
        expect(await livingOrders()).toMatchObject([{ order_amount: 19000 }])
      })

      it("has expired after two days: the buyer gets a new one", async () => {
        const checkout = await open()
        await klarna.clock({ advance_seconds: 47 * 3600 + 60 })
        expect(String(await click(checkout, "approve"))).toBe(urls.failure)
        expect(await (await fetch(redirectUrl(checkout))).text()).toContain("This payment is EXPIRED")
        const again = await open(true, checkout.cartId)
        await comeBack(again, await click(again, "approve"))
        expect(await livingOrders()).toHaveLength(1)
      })

      it("stays open while Klarna is down: the cart changes all the same, and the old approval buys nothing", async () => {
        const checkout = await open()
        await klarna.faults({ match: { method: "DELETE" }, fault: "503", times: 9 })
        await addMug(checkout)
        const late = await click(checkout, "approve")
        await expect(comeBack(checkout, late)).rejects.toThrow(/the cart changed after the buyer approved it/)
        expect(await klarna.orders()).toEqual([])
      })
    })

    describe("A buyer who paid on Klarna's page and closed the browser", () => {
      const gone = async () => {
        const checkout = await open()
        await click(checkout, "approve")
        expect(await heard()).toEqual([200, 200])
        await settled()
        return checkout
      }
      const minutesPass = (minutes: number) =>
        knex().raw(
          `UPDATE payment_session SET data = data
             || jsonb_strip_nulls(jsonb_build_object(
                  'approved_at', CAST(data->>'approved_at' AS timestamptz) - make_interval(mins => :minutes),
                  'hosted_page_told_at', CAST(data->>'hosted_page_told_at' AS timestamptz) - make_interval(mins => :minutes)))`,
          { minutes }
        )
      const reads = async () => (await calls()).filter((call) => call === "GET hpp/sessions/:id").length

      it("gets the order two minutes later, after Klarna's page was read", async () => {
        const { cartId } = await gone()
        await runReconcileJob(container())
        expect(await reads()).toBe(1)
        expect(await klarna.orders()).toEqual([])
        await minutesPass(3)
        await runReconcileJob(container())
        await settled()
        expect(await reads()).toBe(1)
        const { id } = await orderOf(cartId)
        expect(await livingOrders()).toHaveLength(1)
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", order_amount: 15000 })
      })

      it("and comes back after all: there is one order", async () => {
        const checkout = await open()
        const back = await click(checkout, "approve")
        await heard()
        await minutesPass(3)
        await Promise.allSettled([comeBack(checkout, back), runReconcileJob(container())])
        await settled()
        const { id } = await orderOf(checkout.cartId)
        expect(await livingOrders()).toHaveLength(1)
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
      })

      it("is told twice by Klarna: there is one order", async () => {
        const { cartId } = await gone()
        const [, completed] = (await klarna.callbacks()).filter(({ url }) => url.includes("hosted-page"))
        const again = () => storefront.post(new URL(completed.url).pathname, completed.body as object)
        await Promise.all([again(), again()])
        await minutesPass(3)
        await runReconcileJob(container())
        await again()
        await runReconcileJob(container())
        await settled()
        await orderOf(cartId)
        expect(await reads()).toBe(1)
        expect(await livingOrders()).toHaveLength(1)
      })

      it("gets the order when Klarna answers again, if the page could not be read before", async () => {
        await gone()
        await minutesPass(3)
        await klarna.faults({ match: { path: "/hpp/" }, fault: "503", times: 9 })
        await runReconcileJob(container())
        expect(await klarna.orders()).toEqual([])
        await klarna.clearFaults()
        await runReconcileJob(container())
        await settled()
        expect(await livingOrders()).toHaveLength(1)
      })

      it("gets none when the page cannot be read for an hour, or is not Klarna's any more", async () => {
        const { session } = await gone()
        await klarna.faults({ match: { path: "/hpp/" }, fault: "404" })
        await runReconcileJob(container())
        expect((await dataOf(session.id)).hosted_page_told_at).toBeNull()
        await knock(session.id, { session_id: session.data.hosted_page_id, status: "COMPLETED" })
        await minutesPass(61)
        const before = await reads()
        await runReconcileJob(container())
        expect([await reads(), await klarna.orders()]).toEqual([before, []])
      })
    })

    describe("News of Klarna's page", () => {
      it.each(["FAILED", "BACK", "ERROR", "CANCELLED", "TIMEOUT", "SOMETHING_NEW"])(
        "are answered and change nothing when they say %s",
        async (status) => {
          const { session } = await open()
          await klarna.clearRequests()
          expect(await knock(session.id, { session_id: session.data.hosted_page_id, status })).toBe(200)
          await runReconcileJob(container())
          expect(await calls()).toEqual([])
          expect(await dataOf(session.id)).toMatchObject({ hosted_page_told_at: null })
        }
      )

      it("are not believed: a page that Klarna does not call completed buys nothing", async () => {
        const { session } = await open()
        const lie = { session_id: session.data.hosted_page_id, status: "COMPLETED", authorization_token: "made up" }
        expect(await knock(session.id, lie)).toBe(200)
        await klarna.clearRequests()
        await runReconcileJob(container())
        await runReconcileJob(container())
        expect(await calls()).toEqual(["GET hpp/sessions/:id"])
        expect(await dataOf(session.id)).toMatchObject({ authorization_token: null, hosted_page_told_at: null })
      })

      it("of another page than the session's are nothing to us", async () => {
        const { session } = await open()
        expect(await knock(session.id, { session_id: "another", status: "COMPLETED" })).toBe(200)
        expect(await dataOf(session.id)).toMatchObject({ hosted_page_told_at: null })
      })

      it("of a session that is gone are answered", async () => {
        expect(await knock("payses_gone", { session_id: "page", status: "COMPLETED" })).toBe(200)
      })

      it.each([
        ["a made up proof", "payses_1.AAAA", { session: { session_id: "x", status: "COMPLETED" } }, 404],
        ["the address of another callback", callbackToken(secret, "authorization", "payses_1"), {}, 404],
        ["nothing in it", callbackToken(secret, "hosted-page", "payses_1"), {}, 400],
        [
          "far too much in it",
          callbackToken(secret, "hosted-page", "payses_1"),
          { session: { session_id: "x".repeat(20_000), status: "COMPLETED" } },
          413,
        ],
      ])("reach nothing with %s", async (_, token, body, status) => {
        expect(await post(`/hooks/klarna/hosted-page/${token}`, body)).toBe(status)
        expect(await calls()).toEqual([])
      })
    })

    it("A merchant sees where Klarna tells of its page", async () => {
      const { urls: shown } = await shop.admin.get<{ urls: object[] }>("/admin/klarna/settings")
      expect(shown).toContainEqual({ name: "status_update", url: `${relay.url}/hooks/klarna/hosted-page/…` })
    })

    const dataOf = async (id: string): Promise<Json> => (await knex()("payment_session").where({ id }).first()).data
    const knock = (id: string, session: object) =>
      post(`/hooks/klarna/hosted-page/${callbackToken(secret, "hosted-page", id)}`, { event_id: "1", session })
    const post = (path: string, body: object) =>
      storefront.post(path, body).then(
        () => 200,
        (error: HttpError) => error.status
      )
  },
  {
    options: async () => {
      relay = await startCallbackRelay()
      return {
        timeoutMs: 2000,
        deadlineMs: 4000,
        retries: 0,
        callbacks: { backendUrl: relay.url, secret },
        // Nobody listens there: what these stories know, they know of the page.
        merchantUrls: { authorization: `${relay.url}/nowhere` },
        hostedPage: { urls, pageTitle: "Norrsken Goods", logoUrl: "https://shop.example/logo.png" },
      }
    },
  }
)
