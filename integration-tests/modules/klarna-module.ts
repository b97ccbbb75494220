import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { join } from "path"
import { KLARNA_MODULE } from "../../src/modules/klarna/constants"
import { KlarnaOperation } from "../../src/modules/klarna/models/klarna-operation"
import { KlarnaOrder } from "../../src/modules/klarna/models/klarna-order"
import { KlarnaWatermark } from "../../src/modules/klarna/models/klarna-watermark"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import type { KlarnaOrderRow, NewKlarnaOrder } from "../../src/modules/klarna/types"

const home = join(__dirname, "../../src/modules/klarna")

/** Nothing answers there, and nothing calls. */
export const account = { username: "K123_shop", password: "secret", baseUrl: "http://127.0.0.1:9" }

export interface ModuleUnderTest {
  klarna: KlarnaModuleService
  knex: Knex
  /** Remembers a Klarna order of a Medusa order and answers its row. */
  remember(order_id: string, order?: Partial<NewKlarnaOrder>): Promise<KlarnaOrderRow>
  rowOf(klarna_order_id: string): Promise<KlarnaOrderRow>
  /** Changes a row as time, or a crash, would. */
  set(klarna_order_id: string, columns: Record<string, unknown>): Promise<void>
}

/** The module alone on PostgreSQL, its tables made by its own migrations. Every test starts empty. */
export function klarnaModule(tests: (module: ModuleUnderTest) => void, options: object = account): void {
  moduleIntegrationTestRunner<KlarnaModuleService>({
    moduleName: KLARNA_MODULE,
    resolve: home,
    moduleModels: [KlarnaOrder, KlarnaOperation, KlarnaWatermark],
    pathToMigrations: join(home, "migrations"),
    moduleOptions: { ...options },
    testSuite: ({ medusaApp }) => {
      // Not the runner's own proxy of the service: private fields need the real `this`.
      const klarna = bound(() => medusaApp.modules[KLARNA_MODULE] as unknown as KlarnaModuleService)
      const knex = bound(() => medusaApp.sharedContainer!.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex)
      const rowOf = (klarna_order_id: string) =>
        knex("klarna_order").where({ klarna_order_id }).first() as Promise<KlarnaOrderRow>

      tests({
        klarna,
        knex,
        rowOf,
        remember: async (order_id, order = {}) => {
          const klarna_order_id = order.klarna_order_id ?? `klarna_${order_id}`
          const identity = { account_id: "default", environment: "playground", region: "eu" }
          await klarna.remember({ klarna_order_id, order_id, ...identity, ...order })
          return rowOf(klarna_order_id)
        },
        set: async (klarna_order_id, columns) => {
          await knex("klarna_order").where({ klarna_order_id }).update(columns)
        },
      })
    },
  })
}

/** What each test has anew, under one name: every call goes to today's. */
function bound<Thing extends object>(get: () => Thing): Thing {
  // Never called as itself: a function, so that what it stands for may be one.
  return new Proxy((() => undefined) as unknown as Thing, {
    apply: (_, __, given) => (get() as (...given: unknown[]) => unknown)(...given),
    get: (_, key) => {
      const value: unknown = Reflect.get(get(), key)
      return typeof value === "function" ? value.bind(get()) : value
    },
  })
}
