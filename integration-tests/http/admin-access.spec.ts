import { readdirSync } from "node:fs"
import { dirname, join, sep } from "node:path"
import { FeatureFlag, Modules } from "@medusajs/framework/utils"
import { adminKlarnaRoutes } from "../../src/api/admin/klarna/middlewares"
import { adminHeaders } from "../store/admin-login"
import { createAdmin } from "../store/create-admin"
import { type Http, HttpError, httpOf } from "../store/http"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

// A store that gives its people roles. Medusa reads the variable while it boots, and its test runner not before the modules are chosen.
process.env.MEDUSA_FF_RBAC = "true"
FeatureFlag.setFlag("rbac", true)
afterAll(() => delete process.env.MEDUSA_FF_RBAC)

const folder = join(__dirname, "..", "..", "src", "api")

/** One list for all of it: what a route is protected by cannot be forgotten for the next one. */
const routes = adminKlarnaRoutes.map(({ method, matcher, policies }) => ({
  method: [method].flat()[0] as "GET" | "POST",
  matcher: String(matcher),
  operation: [policies].flat()[0]?.operation,
}))

klarnaStore(
  (shop) => {
    const { admin, baseUrl, container } = shop
    const { buy, calls, side } = klarnaDesk(shop)
    let people: Record<"stranger" | "packer" | "reader" | "clerk", Http>

    beforeAll(async () => {
      const who = async (name: string, ...policies: string[]) => {
        const login = { email: `${name}@example.com`, password: "supersecret" }
        await createAdmin(container(), login, [await roleOf(name, policies)])
        const headers = await adminHeaders(baseUrl(), login)
        return httpOf(baseUrl, () => headers)
      }
      people = {
        stranger: httpOf(baseUrl, () => ({})),
        packer: await who("packer", "order:read"),
        reader: await who("reader", "klarna_order:read"),
        clerk: await who("clerk", "klarna_order:read", "klarna_order:update"),
      }
    })

    async function roleOf(name: string, keys: string[]): Promise<string> {
      const rbac = container().resolve(Modules.RBAC)
      const policies = await rbac.listRbacPolicies({ key: keys })
      expect(policies).toHaveLength(keys.length)
      const role = await rbac.createRbacRoles({ name })
      await rbac.createRbacRolePolicies(policies.map((policy) => ({ role_id: role.id, policy_id: policy.id })))
      return role.id
    }

    const pathOf = (matcher: string, order_id = "order_nowhere") =>
      matcher.replace(":order_id", order_id).replace(":account_id", "nobody")

    /** What a route wants to hear before it looks for the order. */
    const bodyOf = (matcher: string): object | undefined => {
      if (matcher.endsWith("/references")) return { merchant_reference1: "1" }
      return matcher.endsWith("/reconnect") ? { confirm: "a fingerprint" } : undefined
    }

    /** 200, or what went wrong. */
    async function statusFor(http: Http, { method, matcher }: (typeof routes)[number], id?: string, body?: object) {
      const path = pathOf(matcher, id)
      const asked: Promise<unknown> = method === "GET" ? http.get(path) : http.post(path, body)
      return asked.then(
        () => 200,
        (error) => {
          if (error instanceof HttpError) return error.status
          throw error
        }
      )
    }

    it("has a rule for every route that there is", () => {
      const entries = readdirSync(join(folder, "admin", "klarna"), { recursive: true, encoding: "utf8" })
      const files = entries.filter((file) => file.endsWith("route.ts")).map((file) => file.split(sep).join("/"))
      const paths = files.map((file) => `/admin/klarna/${dirname(file)}`.replace(/\[(\w+)\]/g, ":$1")).sort()
      expect(paths.length).toBeGreaterThan(15)
      expect([...new Set(routes.map(({ matcher }) => matcher))].sort()).toEqual(paths)
      for (const { method, operation } of routes) expect(operation).toBe(method === "GET" ? "read" : "update")
    })

    it("lets nobody in without a login, nobody look without the policy to read, and nobody act without the one to update", async () => {
      const { id } = await buy()
      for (const route of routes) {
        const isRead = route.method === "GET"
        const answers = {
          stranger: await statusFor(people.stranger, route, id),
          packer: await statusFor(people.packer, route, id),
          reader: isRead ? "may" : await statusFor(people.reader, route, id),
        }
        expect({ route, answers }).toEqual({
          route,
          answers: { stranger: 401, packer: 403, reader: isRead ? "may" : 403 },
        })
      }
      expect(await calls()).toEqual([])
    })

    it("lets those in who may", async () => {
      for (const route of routes) {
        const who = route.method === "GET" ? people.reader : people.clerk
        // Let in, and then told that there is no such order or account, or that something is missing in the body.
        expect([200, 400, 404]).toContain(await statusFor(who, route))
        expect([200, 400, 404]).toContain(await statusFor(admin, route))
      }
      expect(await calls()).toEqual([])
    })

    it("finds nothing by an id that is a path, a statement or far too long, and sends nothing", async () => {
      const { id: known } = await buy()
      const ids = ["..%2F..%2F", "%00", "x'%20OR%20'1'='1", "__proto__", "x".repeat(5000)]
      for (const { method, matcher } of routes.filter(({ matcher }) => matcher.includes(":"))) {
        for (const id of ids) {
          const path = matcher.replace(/:\w+/, id)
          const asked: Promise<unknown> = method === "GET" ? admin.get(path) : admin.post(path, bodyOf(matcher))
          const status = await asked.then(
            () => 200,
            (error: HttpError) => error.status
          )
          expect({ path, found: ![400, 404].includes(status) }).toEqual({ path, found: false })
        }
      }
      expect(await calls()).toEqual([])
      expect((await side(known)).klarna_order.sync_state).toBe("in_sync")
    })

    it("takes in no more than Medusa does of a body that is far too large", async () => {
      for (const { matcher } of routes.filter(({ method }) => method === "POST"))
        await expect(admin.post(pathOf(matcher), { colour: "x".repeat(200_000) })).rejects.toMatchObject({
          status: 413,
        })
      expect(await calls()).toEqual([])
    })

    it("names what a route does not know, and sends nothing", async () => {
      for (const { method, matcher } of routes) {
        const path = pathOf(matcher)
        const asked: Promise<unknown> =
          method === "GET" ? admin.get(`${path}?colour=pink`) : admin.post(path, { colour: "pink" })
        await expect(asked).rejects.toMatchObject({
          status: 400,
          body: { type: "invalid_data", message: expect.stringContaining("colour") },
        })
      }
      expect(await calls()).toEqual([])
    })
  },
  { options: { retries: 0 } }
)
