import { version } from "./version"

export interface RequestIdentity {
  username: string
  password: string
  userAgent?: string
}

/** Basic authentication and who we are: the same for every call of an account. */
export function headersOf({ username, password, userAgent }: RequestIdentity): Record<string, string> {
  const ours = `medusa-klarna/${version} (Medusa 2; Node ${process.versions.node})`
  return {
    Accept: "application/json",
    Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
    "User-Agent": userAgent ? `${ours} ${userAgent}` : ours,
  }
}
