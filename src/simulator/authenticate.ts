import type { Merchant } from "./state"

/** The user name of a merchant whose Basic credentials are right. */
export function merchantOf(merchants: readonly Merchant[], authorization: string | undefined): string | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1]
  if (!encoded) return undefined
  const credentials = Buffer.from(encoded, "base64").toString("utf8")
  return merchants.find(({ username, password }) => credentials === `${username}:${password}`)?.username
}
