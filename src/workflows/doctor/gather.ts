import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { settingsOf } from "../../modules/klarna/settings"
import { LAST_RUN } from "../../modules/klarna/summary"
import { testKlarnaConnectionWorkflow } from "../test-klarna-connection"
import type { DoctorFacts } from "./facts"
import { inMemoryModules } from "./in-memory"
import { knock } from "./knock"

const OURS = /^pp_klarna/

/** Looks at everything that a store has to have right, beside each other. Klarna is asked for an order that does not exist, and told nothing. */
export async function gatherFacts(container: MedusaContainer): Promise<DoctorFacts> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const { accounts, countries } = settingsOf(klarna.options)
  const { callbacks } = klarna.options
  const [differing_options, connections, missing_migrations, providers, regions, answer, minutes] = await Promise.all([
    klarna.differingOptions(),
    Promise.all(accounts.map(({ id }) => connectionOf(container, id))),
    unlessDown(klarna.missingMigrations()),
    unlessDown(providersOf(container)),
    unlessDown(regionsOf(container)),
    callbacks && knock(callbacks),
    unlessDown(minutesSinceJob(klarna)),
  ])
  return {
    differing_options,
    accounts: accounts.map((account, at) => ({
      id: account.id,
      environment: account.environment,
      retired: account.retired,
      is_simulator: account.is_simulator,
      connection: connections[at].verdict,
      message: connections[at].message,
    })),
    is_production: process.env.NODE_ENV === "production",
    missing_migrations,
    providers: providers ?? [],
    regions: regions ?? [],
    markets: countries,
    callbacks: callbacks && answer && { backend_url: callbacks.backendUrl, answer },
    in_memory: inMemoryModules(container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).modules ?? {}),
    minutes_since_job: minutes,
  }
}

/** Of a database that does not answer, or was not migrated, nothing else can be told. */
const unlessDown = <T>(look: Promise<T>): Promise<T | undefined> => look.catch(() => undefined)

async function connectionOf(container: MedusaContainer, account_id: string) {
  const { result } = await testKlarnaConnectionWorkflow(container).run({ input: { account_id } })
  return result
}

async function providersOf(container: MedusaContainer): Promise<string[]> {
  const providers = await container.resolve(Modules.PAYMENT).listPaymentProviders({ is_enabled: true })
  return providers.map(({ id }) => id).filter((id) => OURS.test(id))
}

async function regionsOf(container: MedusaContainer): Promise<DoctorFacts["regions"]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "region",
    fields: ["name", "currency_code", "countries.iso_2", "payment_providers.id"],
  })
  // `query.graph` knows the types of generated entry points only.
  return (data as unknown as Region[]).map(({ name, currency_code, countries, payment_providers }) => ({
    name,
    currency: currency_code.toUpperCase(),
    countries: (countries ?? []).flatMap((country) => country?.iso_2?.toUpperCase() ?? []).sort(),
    sells_with_klarna: (payment_providers ?? []).some((provider) => OURS.test(provider?.id ?? "")),
  }))
}

interface Region {
  name: string
  currency_code: string
  countries?: ({ iso_2?: string } | null)[] | null
  payment_providers?: ({ id?: string } | null)[] | null
}

async function minutesSinceJob(klarna: KlarnaModuleService): Promise<number | undefined> {
  const last = await klarna.watermark(LAST_RUN)
  return last ? Math.floor((Date.now() - new Date(last).getTime()) / 60_000) : undefined
}
