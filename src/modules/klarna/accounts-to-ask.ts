import { type AccountIdentity, type ConnectedAccount, type KlarnaClients, usernameHash } from "../../klarna"

export interface AccountToAsk {
  identity: AccountIdentity & { username_hash: string }
  client: ConnectedAccount["client"]
}

export interface AccountsToAsk {
  /** Whether one of them sells there today. */
  isSold: boolean
  accounts: AccountToAsk[]
}

/** The account that sells to this market first; then the others, retired ones too, as an order outlives a change of the options. */
export function accountsToAsk(
  clients: KlarnaClients,
  sale: { country?: string; currency?: string },
  only?: string
): AccountsToAsk {
  const selling = clients.forSale(sale)
  const others = clients.options.accounts
    .filter(({ id }) => id !== selling?.account.id)
    .map((account) => clients.of({ ...account, account_id: account.id }))
  const asked = [selling, ...others].filter(
    (each): each is ConnectedAccount => each !== undefined && (only === undefined || each.account.id === only)
  )
  return {
    isSold: only === undefined ? selling !== undefined : asked.length > 0,
    accounts: asked.map(({ identity, account, client }) => ({
      identity: { ...identity, username_hash: usernameHash(account.username) },
      client,
    })),
  }
}
