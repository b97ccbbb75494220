import type { AuthenticatedMedusaRequest, MedusaNextFunction, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { askAboutEdit, askAboutUpdate, type Asking, endAsking, type OrderUpdate } from "../../../workflows/ask-first"

/*
 * On core's own routes: Klarna's answer first, then Medusa's commit. The matchers are core's, letter by letter, so that core's policies
 * and validators come first. Source: `@medusajs/framework/dist/http/routes-sorter.js`.
 */

export async function askBeforeConfirm(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  goOn(req, res, next, await askAboutEdit(req.scope, req.params.id, req.auth_context.actor_id))
}

export async function askBeforeUpdate(
  req: AuthenticatedMedusaRequest<OrderUpdate>,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  goOn(req, res, next, await askAboutUpdate(req.scope, req.params.id, req.validatedBody, req.auth_context.actor_id))
}

function goOn(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
  asking: Asking | undefined
): void {
  // Not "close": a merchant who does not wait closes the connection while core is still at work.
  if (asking) res.once("finish", () => void whenOver(req, asking, res.statusCode < 400))
  next(asking?.refusal)
}

async function whenOver({ scope }: AuthenticatedMedusaRequest, asking: Asking, committed: boolean): Promise<void> {
  try {
    await endAsking(scope, asking, committed)
  } catch (error) {
    // The row is due: the job does what failed here.
    scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`Klarna: order ${asking.order_id} could not be looked at after asking first`, error as Error)
  }
}
