import type { ConnectionTest } from "../../mapping/connection-verdict"

/** What was found out about a store's configuration; nothing secret. */
export interface DoctorFacts {
  /** Names of options that plugin and provider have differently; undefined: the provider was not built. */
  differing_options: string[] | undefined
  accounts: {
    id: string
    environment: string
    retired: boolean
    is_simulator: boolean
    /** Undefined: it was not asked. */
    connection: ConnectionTest["verdict"]
    message: string
  }[]
  is_production: boolean
  /** Names of the plugin's migrations that this database has not had; undefined: the database could not be asked. */
  missing_migrations: string[] | undefined
  /** Enabled payment providers of this plugin. */
  providers: string[]
  regions: { name: string; currency: string; countries: string[]; sells_with_klarna: boolean }[]
  /** Where Klarna sells, in what, and with which account of the options. */
  markets: { country: string; currency: string; account_id: string | null }[]
  callbacks: { backend_url: string; answer: Knock } | undefined
  /** Modules of Medusa's that keep in one process's memory what several instances have to share. */
  in_memory: string[]
  /** Minutes since the job last ended a run; undefined: it never did. */
  minutes_since_job: number | undefined
}

/** What somebody hears who calls the store as Klarna would. */
export type Knock = "heard" | "other_secret" | "somebody_else" | "no_answer"

/** `ok`: nothing to do. `warning`: it works, and something to know. `problem`: it does not work. */
export interface Finding {
  check: string
  verdict: "ok" | "warning" | "problem"
  /** What was found, and what to do. */
  message: string
}
