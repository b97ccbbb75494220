import { approvalInAddress, authorize, completeCart, goToKlarna, showWidget } from "./klarna.js"
import { config, store } from "./store.js"

const $ = (id) => document.getElementById(id)
const remembered = "cart"
const refused = "Klarna did not agree to this purchase. Try again, or choose another way to pay."

/** One step of the checkout is shown at a time. */
function show(step) {
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== step
}

function say(sentence) {
  $("message").textContent = sentence ?? ""
  $("message").hidden = !sentence
}

const money = (amount, currency) => new Intl.NumberFormat("en", { style: "currency", currency }).format(amount)

async function showProducts() {
  const { regions } = await store("GET", "/store/regions?fields=id,name,currency_code,*countries")
  const sweden = regions.find(({ countries }) => countries.some(({ iso_2 }) => iso_2 === "se"))
  const fields = "id,title,*variants.calculated_price"
  const { products } = await store("GET", `/store/products?region_id=${sweden.id}&fields=${fields}`)
  $("products").replaceChildren(...products.map((product, at) => choice(product, at, sweden.currency_code)))
  $("form").onsubmit = (event) => {
    event.preventDefault()
    void attempt(() => buy(sweden.id, new FormData($("form"))))
  }
  show("choose")
}

function choice({ title, variants: [variant] }, at, currency) {
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "variant", value: variant.id })
  input.checked = at === 0
  const label = document.createElement("label")
  const price = document.createElement("span")
  price.textContent = money(variant.calculated_price.calculated_amount, currency)
  label.append(input, title, price)
  return label
}

async function buy(region_id, form) {
  const { variant, email, mode, ...address } = Object.fromEntries(form)
  const cart = await fillCart({ region_id, variant, email, address: { ...address, country_code: "se" } })
  localStorage.setItem(remembered, cart.id)
  if (mode === "hosted") return goToKlarna(cart)
  if (!(await showWidget(cart, "#klarna"))) throw new Error("Klarna has nothing to offer for this purchase.")
  $("total").textContent = money(cart.total, cart.currency_code)
  $("pay").onclick = () => attempt(() => payInWidget(cart))
  show("widget")
}

async function fillCart({ region_id, variant, email, address }) {
  const { cart } = await store("POST", "/store/carts", {
    region_id,
    email,
    shipping_address: address,
    billing_address: address,
    items: [{ variant_id: variant, quantity: 1 }],
  })
  const { shipping_options } = await store("GET", `/store/shipping-options?cart_id=${cart.id}`)
  const option = { option_id: shipping_options[0].id }
  return (await store("POST", `/store/carts/${cart.id}/shipping-methods`, option)).cart
}

async function payInWidget(cart) {
  const token = await authorize(cart)
  if (!token) throw new Error(refused)
  showOrder(await completeCart(cart.id, token))
}

function showOrder(order) {
  localStorage.removeItem(remembered)
  $("number").textContent = `Order #${order.display_id}: ${money(order.total, order.currency_code)}`
  $("admin").href = `${config.medusa}/app/orders/${order.id}`
  show("done")
}

/** While something is under way nothing of the shop can be pressed; what went wrong is said, and the step is still there. */
async function attempt(work) {
  say()
  busy(true)
  try {
    await work()
  } catch (error) {
    say(error.message)
  }
  busy(false)
}

function busy(isBusy) {
  $("busy").hidden = !isBusy
  document.querySelector("main").inert = isBusy
}

/** Back from Klarna's page: with an approval, without one, or the buyer comes for the first time. */
async function comeBack() {
  const token = approvalInAddress()
  const cart_id = localStorage.getItem(remembered)
  if (token && cart_id) return showOrder(await completeCart(cart_id, token))
  if (new URLSearchParams(window.location.search).get("klarna") === "refused") throw new Error(refused)
}

await attempt(comeBack)
const said = $("message").textContent
if ($("done").hidden) await attempt(showProducts)
if (said) say(said)
