import { klarnaAddress } from "./klarna-address.js"
import { config, store } from "./store.js"

// [guide: session]
const provider_id = "pp_klarna_klarna"

/** Chooses Klarna for a cart. What Klarna answers is the session's data. */
export async function createSession(cart_id, data) {
  const { payment_collection } = await store("POST", "/store/payment-collections", { cart_id })
  const path = `/store/payment-collections/${payment_collection.id}/payment-sessions`
  const answer = await store("POST", path, { provider_id, data })
  return answer.payment_collection.payment_sessions.find((session) => session.provider_id === provider_id).data
}
// [end]

// [guide: script]
/** Loads Klarna's script once: https://x.klarnacdn.net/kp/lib/v1/api.js, or the simulator's stand-in for it. */
let loading
export function klarnaScript() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = config.klarnaScript
    script.onload = () => resolve(window.Klarna.Payments)
    script.onerror = () => reject(new Error("Klarna cannot be reached."))
    document.head.append(script)
  })
  return loading
}
// [end]

// [guide: widget]
const payment_method_category = "klarna"

/** Klarna's verbs have a callback as their last word. */
const called = (verb, ...words) => new Promise((resolve) => verb(...words, resolve))

/** Shows Klarna's widget. @returns false when Klarna has nothing to offer for this cart */
export async function showWidget(cart, container) {
  const { client_token } = await createSession(cart.id)
  const Payments = await klarnaScript()
  Payments.init({ client_token })
  const { show_form } = await called(Payments.load, { container, payment_method_category }, {})
  return show_form
}

/** The buyer pressed "Pay". @returns the approval, or undefined when there is none */
export async function authorize(cart) {
  const Payments = await klarnaScript()
  const addresses = {
    billing_address: klarnaAddress(cart.billing_address, cart.email),
    shipping_address: klarnaAddress(cart.shipping_address, cart.email),
  }
  const result = await called(Payments.authorize, { payment_method_category }, addresses)
  return result.approved ? result.authorization_token : undefined
}
// [end]

// [guide: hosted]
/** Sends the buyer to Klarna's own page; Klarna sends them back to the addresses of the option `hostedPage`. */
export async function goToKlarna(cart) {
  const { redirect_url } = await createSession(cart.id, { hosted_page: true })
  window.location.assign(redirect_url)
}

/** Back from Klarna's page: the approval, if there is one. It is spent once and has no place in the address bar. */
export function approvalInAddress() {
  const token = new URLSearchParams(window.location.search).get("authorization_token")
  if (token) window.history.replaceState(null, "", window.location.pathname)
  return token
}
// [end]

// [guide: complete]
/** Hands the approval over and buys. Klarna spends an approval once, so doing this twice gives the same order. */
export async function completeCart(cart_id, authorization_token) {
  await createSession(cart_id, { authorization_token })
  const answer = await store("POST", `/store/carts/${cart_id}/complete`)
  if (answer.type === "order") return answer.order
  throw new Error(answer.error.message)
}
// [end]
