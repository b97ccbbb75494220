import { type Account, accountFor, accountOf, type Sale } from "./accounts"
import { createKlarnaClient, type KlarnaClient } from "./client"
import { gateOf } from "./gates"
import type { ClientSettings } from "./settings"
import type { ResolvedKlarnaOptions } from "./options"

/** What an order remembers of the account that it was sold with. */
export interface AccountIdentity {
  account_id: string
  environment: string
  region: string
}

/** A configured account with its client, connected on first use. */
export interface ConnectedAccount {
  account: Account
  identity: AccountIdentity
  client: KlarnaClient
}

/** One client per configured account, retired ones included. Whoever else in this process calls for the same merchant shares its limit. */
export class KlarnaClients {
  readonly #connected = new Map<string, ConnectedAccount>()

  constructor(
    readonly options: ResolvedKlarnaOptions,
    private readonly connect: typeof createKlarnaClient = createKlarnaClient,
    /** Told about every attempt of every account. */
    private readonly onCall?: ClientSettings["onCall"]
  ) {}

  /** The account that sells there; undefined when none does. */
  forSale(sale: Sale): ConnectedAccount | undefined {
    return this.#connectedTo(accountFor(this.options, sale))
  }

  /** Exactly the account that sold an order; undefined when it is not configured any more. A changed password is fine. */
  of(identity: Partial<AccountIdentity>): ConnectedAccount | undefined {
    const { account_id = "", environment = "", region = "" } = identity
    return this.#connectedTo(accountOf(this.options, { account_id, environment, region }))
  }

  /** Ends the connections that are kept open between calls. */
  close(): void {
    for (const { client } of this.#connected.values()) client.close()
  }

  #connectedTo(account: Account | undefined): ConnectedAccount | undefined {
    if (!account) return undefined
    const known = this.#connected.get(account.id)
    if (known) return known
    const { id: account_id, environment, region } = account
    const connected = {
      account,
      identity: { account_id, environment, region },
      client: this.connect(account, { ...this.options, gate: gateOf(account), onCall: this.onCall }),
    }
    this.#connected.set(account.id, connected)
    return connected
  }
}
