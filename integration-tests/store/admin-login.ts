import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"
import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { httpOf } from "./http"

export interface Login {
  email: string
  password: string
}

/** Creates the first user of a fresh store, as `medusa user` does. */
export async function createAdmin(container: MedusaContainer, { email, password }: Login): Promise<void> {
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`Could not register ${email}: ${error}`)
  await createUserAccountWorkflow(container).run({ input: { authIdentityId: authIdentity.id, userData: { email } } })
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
