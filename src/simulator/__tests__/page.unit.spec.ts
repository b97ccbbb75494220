import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Script } from "node:vm"
import { faultNames } from "../faults"
import { script } from "../page/overview-script"
import { switchTable } from "../switches"
import { line, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()

it("shows people a page that loads nothing from elsewhere and runs only its own script", async () => {
  const { status, headers, text } = await klarna.call("GET", "/")
  expect([status, headers["content-type"]]).toEqual([200, expect.stringContaining("text/html")])
  const nonce = /script-src 'nonce-([^']+)'/.exec(headers["content-security-policy"])?.[1]
  expect(text).toContain(`<script nonce="${nonce}">`)
  expect(headers["content-security-policy"]).toContain("default-src 'none'")
  expect(text).not.toMatch(/(src|href)="https?:/)
  expect(() => new Script(script)).not.toThrow()
  expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/)
})

it("never turns order data into markup", async () => {
  const name = '<img src=x onerror="alert(1)">'
  const session = await klarna.call(
    "POST",
    "/payments/v1/sessions",
    purchase({ order_lines: [line(2, 5_000, { name })] })
  )
  const created = await klarna.call("POST", "/hpp/v1/sessions", { payment_session_url: session.body.session_id })
  const page = await (await fetch(created.body.redirect_url)).text()
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;")
  expect(page).not.toContain(name)
})

describe("the README", () => {
  /** The formatter pads the cells of a table. */
  const readme = readFileSync(join(__dirname, "../README.md"), "utf8").replace(/ +\|/g, " |")

  it("lists every switch with its values, the default first, and its meaning", () => {
    const rows = Object.entries(switchTable).map(([name, row]) => {
      const others = row.values.filter((value) => value !== row.default)
      return `| \`${name}\` | **${row.default}**, ${others.join(", ")} | ${row.doc} |`
    })
    const listed = readme.split("\n").filter((text) => /^\| `\w+_\w+` \| \*\*/.test(text))
    expect(listed).toEqual(rows)
  })

  it("explains every fault", () => {
    for (const fault of faultNames) expect(readme).toContain(`| \`${fault}\` |`)
  })
})
