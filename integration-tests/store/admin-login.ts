import { httpOf } from "./http"

export interface Login {
  email: string
  password: string
}

/** Logs in like the admin does; the headers then act as that user. */
export async function adminHeaders(baseUrl: string, login: Login): Promise<Record<string, string>> {
  const http = httpOf(
    () => baseUrl,
    () => ({})
  )
  const { token } = await http.post<{ token: string }>("/auth/user/emailpass", login)
  return { authorization: `Bearer ${token}` }
}
