import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { outcomeOf } from "../../klarna/errors"
import type { HostedPage } from "../../klarna/types"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { eachWithin } from "../sync/sync-each"
import { noteApproval } from "./approvals"
import { type FinishedPage, forgetHostedPageNews, selectFinishedPages } from "./hosted-page-news"

/**
 * Reads the payment pages on which a buyer is said to have finished: what Klarna's read answers counts, not what called. An approval
 * is then one like any other (see `complete-forgotten.ts`). While Klarna does not answer, it is tried again at the next run.
 */
export async function readFinishedPages(container: MedusaContainer, until: number): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const pages = await selectFinishedPages(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  await eachWithin(
    pages,
    until,
    (page) => read(container, page),
    ({ hosted_page_id }: FinishedPage, error: Error) =>
      logger.warn(`Klarna: the payment page ${hosted_page_id} could not be read; tried again: ${error.message}`)
  )
}

async function read(container: MedusaContainer, page: FinishedPage): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { status, authorization_token } = (await pageAtKlarna(container, page)) ?? {}
  if (status !== "COMPLETED" || !authorization_token) return forgetHostedPageNews(knex, page)
  const { payment_session_id, told_at } = page
  await noteApproval(knex, { payment_session_id, authorization_token, approved_at: told_at })
}

/** @returns undefined when Klarna has no such page (any more), or its account is gone. @throws when Klarna does not answer */
async function pageAtKlarna(container: MedusaContainer, page: FinishedPage): Promise<HostedPage | undefined> {
  const client = await container.resolve<KlarnaModuleService>(KLARNA_MODULE).clientOf(page)
  try {
    return (await client?.hostedPage.read(page.hosted_page_id))?.data
  } catch (error) {
    if (outcomeOf(error).type === "refused") return undefined
    throw error
  }
}
