import { WorkflowScheduler } from "@medusajs/framework/orchestration"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { adminHeaders } from "./admin-login"
import { createAdmin } from "./create-admin"
import { httpOf, type Http } from "./http"
import { merchantOf, type Merchant } from "./merchant"
import { shopperOf, type Approve, type Shopper } from "./place-order"
import { seedStore, type SeededStore } from "./seed-store"
import { watchSubscribers, type Settled } from "./settled"

/** What the tests of a file speak with. All of it may be destructured before Medusa is booted. */
export interface StoreUnderTest extends Shopper, Merchant {
  /** The ids of the seeded store, from the first `beforeAll` on. */
  store: SeededStore
  /** The admin API, logged in as the merchant. */
  admin: Http
  /** The store API, with the publishable key. */
  storefront: Http
  baseUrl(): string
  container(): MedusaContainer
  /** After it, all that the last requests set off has happened. */
  settled: Settled
}

export interface Host {
  approve?: Approve
  /** Where medusa-config.ts is; the repository unless given. */
  cwd?: string
}

export const merchantLogin = { email: "merchant@example.com", password: "supersecret" }

/**
 * Boots a whole Medusa for this file and seeds it once: every test starts from a copy of the seeded database.
 * `beforeAll` hooks of the caller run before the boot if they are registered outside, after the seed if inside.
 */
export function storeRunner(tests: (shop: StoreUnderTest) => void, { approve = refuse, cwd }: Host = {}): void {
  // Tests wait for this process's own event bus, whatever Redis the shell knows.
  delete process.env.REDIS_URL
  medusaIntegrationTestRunner({
    inApp: true,
    cwd,
    testSuite: ({ api, getContainer }) => {
      const store = {} as SeededStore
      let authorization: Record<string, string> = {}
      let settled: Settled = async () => undefined
      const baseUrl = (): string => api.defaults.baseURL
      const admin = httpOf(baseUrl, () => authorization)
      const storefront = httpOf(baseUrl, () => ({ "x-publishable-api-key": store.publishableKey }))

      beforeAll(async () => {
        await createAdmin(getContainer(), merchantLogin)
        authorization = await adminHeaders(baseUrl(), merchantLogin)
        Object.assign(store, await seedStore(admin))
        settled = watchSubscribers(getContainer())
        // The minute's job would run in the middle of a story: the stories run it themselves.
        await new WorkflowScheduler().clear()
      })

      // Nothing of one test may still be under way when the next one finds a fresh database.
      afterEach(() => settled())

      tests({
        store,
        admin,
        storefront,
        baseUrl,
        container: getContainer,
        settled: () => settled(),
        ...shopperOf(storefront, () => store, approve),
        ...merchantOf(admin, () => store),
      })
    },
  })
}

const refuse: Approve = async () => {
  throw new Error("Nobody approves Klarna sessions in this store: use klarnaStore")
}
