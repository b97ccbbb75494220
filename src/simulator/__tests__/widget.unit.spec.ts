import { script } from "../widget/script"
import { openPage } from "./browser-page"
import { eventually, line, purchase, runningKlarna } from "./running-klarna"

interface Result {
  show_form: boolean
  approved?: boolean
  authorization_token?: string
  finalize_required?: boolean
  error?: { invalid_fields?: string[] }
}
type Verb = (...args: unknown[]) => void
type Payments = Record<"init" | "load" | "authorize" | "reauthorize" | "finalize", Verb>

const klarna = runningKlarna()
const category = { payment_method_category: "klarna" }

async function checkout(more = {}) {
  const session = await klarna.call("POST", "/payments/v1/sessions", purchase(more))
  const page = openPage(`${klarna.url}/kp/lib/v1/api.js`, script)
  page.run()
  const { Payments } = page.window.Klarna as { Payments: Payments }
  Payments.init({ client_token: session.body.client_token })
  const told = (verb: keyof Payments, ...args: unknown[]) =>
    new Promise<Result>((resolve) => Payments[verb](...args, resolve))
  const press = async (label: string) => {
    const buttons = () => page.body.all().filter(({ tag, textContent }) => tag === "button" && textContent === label)
    const [button] = await eventually(buttons, (found) => found.length === 1)
    button.happens("click")
  }
  const load = (data = {}) => told("load", { container: "#klarna", ...category }, data)
  return { Payments, page, session: session.body, told, press, load }
}

it("is served where Klarna's own script lies, to any page, and loads nothing else", async () => {
  const answer = await fetch(`${klarna.url}/kp/lib/v1/api.js`)
  expect(answer.headers.get("content-type")).toContain("javascript")
  expect(answer.headers.get("access-control-allow-origin")).toBe("*")
  expect(await answer.text()).toBe(script)
  expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|https?:\/\//)
})

it("tells a page that waits for it that it is there", () => {
  const page = openPage("http://127.0.0.1/kp/lib/v1/api.js", script)
  const klarnaAsyncCallback = jest.fn()
  page.window.klarnaAsyncCallback = klarnaAsyncCallback
  page.run()
  expect(klarnaAsyncCallback).toHaveBeenCalledTimes(1)
})

it("shows in the shop's container what is to be paid", async () => {
  const { load, page } = await checkout()
  expect(await load()).toEqual({ show_form: true })
  expect(page.container.text()).toContain("100.00 SEK")
})

it("gives the shop a token when the buyer approves, and an order can be placed with it", async () => {
  const { load, told, press, page } = await checkout()
  await load()
  const result = told("authorize", category, { billing_address: { given_name: "Alva", country: "SE" } })
  await press("Approve")
  expect(await result).toEqual({
    approved: true,
    show_form: true,
    finalize_required: false,
    authorization_token: expect.any(String),
  })
  expect(page.body.all().filter(({ isOpen }) => isOpen)).toEqual([])
  const placed = await klarna.placeOrder(String((await result).authorization_token), purchase())
  expect(await klarna.controls.order(placed.body.order_id)).toMatchObject({ billing_address: { given_name: "Alva" } })
})

it("says no when Klarna refuses, gives no token, and may be asked again", async () => {
  const { load, told, press, session } = await checkout()
  await load()
  const refused = told("authorize", category, {})
  await press("Refuse")
  expect(await refused).toEqual({ approved: false, show_form: false })
  expect((await klarna.call("GET", `/payments/v1/sessions/${session.session_id}`)).body).not.toHaveProperty(
    "authorization_token"
  )
  const again = told("reauthorize", category, {})
  await press("Approve")
  expect(await again).toMatchObject({ approved: true })
})

it("lets the buyer close the window, and come back to it", async () => {
  const { load, told, press, page } = await checkout()
  await load()
  const closed = told("authorize", category)
  await press("Close")
  expect(await closed).toEqual({ approved: false, show_form: true })
  const escaped = told("authorize", category)
  const [dialog] = await eventually(
    () => page.body.all().filter(({ isOpen }) => isOpen),
    (open) => open.length === 1
  )
  dialog.happens("cancel")
  expect(await escaped).toEqual({ approved: false, show_form: true })
})

it("gives the token only at the end where the shop finalises itself", async () => {
  const { load, told, press } = await checkout()
  await load()
  expect(await told("finalize", category, {})).toMatchObject({ approved: false })
  const result = told("authorize", { ...category, auto_finalize: false }, {})
  await press("Approve")
  expect(await result).toEqual({ approved: true, show_form: true, finalize_required: true })
  expect(await told("finalize", category, {})).toMatchObject({
    approved: true,
    authorization_token: expect.any(String),
  })
})

it("names the fields that Klarna cannot use, and stays open to be corrected", async () => {
  const { load, told } = await checkout()
  await load()
  const wrong = { billing_address: { country: "Sweden" }, shipping_address: { city: 7 } }
  expect(await told("authorize", category, wrong)).toEqual({
    approved: false,
    show_form: true,
    error: { invalid_fields: expect.arrayContaining(["billing_address.country", "shipping_address.city"]) },
  })
})

it("does not show itself for a session that Klarna does not know, or that is over", async () => {
  const { Payments, told, session, load } = await checkout()
  await klarna.controls.clock({ advance_seconds: 49 * 3600 })
  expect(await load()).toEqual({ show_form: false, error: {} })
  Payments.init({ client_token: `${session.client_token}x` })
  expect(await told("load", { container: "#klarna", ...category })).toEqual({ show_form: false, error: {} })
  expect(await told("authorize", category, {})).toEqual({ approved: false, show_form: false, error: {} })
})

it("complains to a developer who forgot the token, or the container", async () => {
  const { Payments } = await checkout()
  expect(() => Payments.init({})).toThrow("client_token is missing")
  expect(() => Payments.load({ container: "#nothing" })).toThrow("no such container")
})

it("shows the names of products as text", async () => {
  const name = '<img src=x onerror="alert(1)">'
  const { load, told, press, page } = await checkout({ order_lines: [line(2, 5_000, { name })] })
  await load()
  const closed = told("authorize", category, {})
  await eventually(
    () => page.body.text(),
    (text) => text.includes(name)
  )
  await press("Close")
  await closed
})
