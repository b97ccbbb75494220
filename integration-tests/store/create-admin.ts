import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"
import { FeatureFlag, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Login } from "./admin-login"

/** Creates a user of a fresh store, as `medusa user` does: where the store has roles, one who may do everything unless given others. */
export async function createAdmin(
  container: MedusaContainer,
  { email, password }: Login,
  roles = FeatureFlag.isFeatureEnabled("rbac") ? ["role_super_admin"] : undefined
): Promise<void> {
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`Could not register ${email}: ${error}`)
  const userData = { email, ...(roles && { roles }) }
  await createUserAccountWorkflow(container).run({ input: { authIdentityId: authIdentity.id, userData } })
}
