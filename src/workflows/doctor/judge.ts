import type { DoctorFacts, Finding } from "./facts"

type Judge = (facts: DoctorFacts) => Finding[]

const finding =
  (check: string, verdict: Finding["verdict"]) =>
  (message: string): Finding => ({ check, verdict, message })

/** What the facts mean, and what to do about them, in the order in which one would set up a store. */
export function judge(facts: DoctorFacts): Finding[] {
  const judges = [options, database, credentials, provider, regions, callbacks, job, instances]
  return judges.flatMap((of: Judge) => of(facts))
}

/** Whether a store can sell like this. */
export const isHealthy = (findings: Finding[]): boolean => findings.every(({ verdict }) => verdict !== "problem")

const options: Judge = ({ differing_options, accounts, is_production }) => {
  const check = "Options"
  if (differing_options?.length)
    return [
      finding(
        check,
        "problem"
      )(
        `Plugin and payment provider have different options: ${differing_options.join(", ")}. Write them once, and give both the same: ` +
          `const klarna = { ... }, then options: klarna in "plugins" and in the payment module.`
      ),
    ]
  const test = accounts.filter(({ retired, environment }) => !retired && environment !== "live").map(({ id }) => id)
  if (is_production && test.length)
    return [
      finding(
        check,
        "warning"
      )(
        `This is production, and ${listed("account", test)} sells in Klarna's playground: nobody pays. Set environment: "live" and live ` +
          "credentials when you go live."
      ),
    ]
  return [
    finding(
      check,
      "ok"
    )(
      `Understood: ${listed(
        "account",
        accounts.map(({ id }) => id)
      )}.`
    ),
  ]
}

const database: Judge = ({ missing_migrations }) => {
  const check = "Database"
  if (!missing_migrations) return [finding(check, "problem")("It does not answer. Check DATABASE_URL.")]
  if (!missing_migrations.length) return [finding(check, "ok")("Migrated.")]
  return [finding(check, "problem")(`Not migrated: ${missing_migrations.join(", ")}. Run npx medusa db:migrate.`)]
}

const credentials: Judge = ({ accounts }) =>
  accounts.map(({ id, retired, is_simulator, connection, message }) => {
    const check = `Account "${id}"`
    if (connection === "ok") return finding(check, "ok")(is_simulator ? "The simulator answers." : message)
    // A retired account is asked only when one of its orders changes.
    return finding(check, retired && connection !== "credentials_rejected" ? "warning" : "problem")(message)
  })

const provider: Judge = ({ providers, differing_options }) => {
  const check = "Payment provider"
  if (providers.length && differing_options) return [finding(check, "ok")(`Registered as ${providers.join(", ")}.`)]
  return [
    finding(
      check,
      "problem"
    )(
      "It is not registered. Add it to the payment module in medusa-config: providers: [{ resolve: " +
        `"medusa-klarna/providers/klarna", id: "klarna", options: klarna }].`
    ),
  ]
}

const regions: Judge = ({ regions, markets }) => {
  const selling = regions.filter(({ sells_with_klarna }) => sells_with_klarna)
  if (!selling.length)
    return [
      finding(
        "Regions",
        "problem"
      )("No region offers Klarna. Enable it under Settings > Regions > (a region) > Payment Providers."),
    ]
  return selling.flatMap((region) => judgeRegion(region, markets))
}

function judgeRegion({ name, currency, countries }: DoctorFacts["regions"][number], markets: DoctorFacts["markets"]) {
  const check = `Region "${name}"`
  const marketOf = (country: string) => markets.find((market) => market.country === country)
  const elsewhere = countries.filter((country) => marketOf(country)?.currency !== currency)
  const fitting = countries.filter((country) => !elsewhere.includes(country))
  const unserved = fitting.filter((country) => !marketOf(country)?.account_id)
  const found: Finding[] = []
  if (!fitting.length)
    found.push(
      finding(
        check,
        "problem"
      )(
        `Klarna sells in none of its countries in ${currency} (${countries.join(", ") || "it has none"}): each country has one currency at ` +
          `Klarna. Change the region's currency, or take Klarna off the region.`
      )
    )
  else if (elsewhere.length)
    found.push(
      finding(
        check,
        "warning"
      )(
        `In ${elsewhere.join(", ")} Klarna does not sell in ${currency}: buyers there see an error. Make another region for them.`
      )
    )
  if (unserved.length)
    found.push(
      finding(
        check,
        "problem"
      )(
        `No account of the options sells to ${unserved.join(", ")}. Add the country to an account's countries, or leave countries out of one.`
      )
    )
  return found.length ? found : [finding(check, "ok")(`Sells in ${currency} to ${fitting.join(", ")}.`)]
}

const callbacks: Judge = ({ callbacks }) => {
  const check = "Callbacks"
  if (!callbacks)
    return [
      finding(
        check,
        "warning"
      )(
        "Klarna cannot tell this store anything: fraud decisions are read every ten minutes, and who pays and closes the browser gets no " +
          `order. Set callbacks: { backendUrl: "https://api.shop.example", secret: process.env.KLARNA_CALLBACK_SECRET }.`
      ),
    ]
  const { backend_url: url, answer } = callbacks
  switch (answer) {
    case "heard":
      return [finding(check, "ok")(`${url} answers, as seen from here. Klarna calls it from the internet.`)]
    case "other_secret":
      return [
        finding(
          check,
          "problem"
        )(`A store answers at ${url} that has another callbacks.secret: all its instances need the same one.`),
      ]
    case "somebody_else":
      return [
        finding(
          check,
          "problem"
        )(
          `Somebody answers at ${url}, but not this plugin. callbacks.backendUrl has to be Medusa's own public address.`
        ),
      ]
    case "no_answer":
      return [
        finding(
          check,
          "problem"
        )(
          `Nobody answers at ${url}. Start Medusa, and check callbacks.backendUrl, its certificate, and what is in front of Medusa.`
        ),
      ]
  }
}

/** Every minute; a run may take half of one. */
const LATE = 5

const job: Judge = ({ minutes_since_job }) => {
  const check = "Job"
  const todo =
    "Retries and lost changes wait for it. Let an instance run with MEDUSA_WORKER_MODE shared or worker; in a store that was never started " +
    "there was none yet."
  if (minutes_since_job === undefined) return [finding(check, "warning")(`It has never run. ${todo}`)]
  if (minutes_since_job <= LATE) return [finding(check, "ok")("It runs.")]
  return [finding(check, "warning")(`It last ran ${minutes_since_job} minutes ago. ${todo}`)]
}

const instances: Judge = ({ in_memory }) =>
  in_memory.length
    ? [
        finding(
          "Instances",
          "warning"
        )(
          `Good for one Medusa instance only: ${in_memory.join(", ")} ${in_memory.length > 1 ? "live" : "lives"} in its memory. For more, ` +
            "use Medusa's Redis modules."
        ),
      ]
    : [finding("Instances", "ok")("Events, workflows and locks are shared: as many instances as you like.")]

const listed = (what: string, ids: string[]) => `${what}${ids.length > 1 ? "s" : ""} ${ids.join(", ")}`
