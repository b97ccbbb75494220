import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { notAsked } from "../../mapping/ask-first-answer"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { syncOrderToKlarnaWorkflow } from "../sync-order-to-klarna"
import type { Answer } from "./ask"

/** A merchant's request that Klarna was asked about, until its response is finished. */
export interface Asking {
  order_id: string
  /** The token of the claim that it began with. */
  token: string
  /** Klarna's no, or why it could not be asked: Medusa must not commit. */
  refusal?: MedusaError
  /** Klarna's order may have changed, or it was found to be other than we believed. */
  isNews: boolean
  /** The claim is given back. */
  free?: Promise<void>
}

/** What the answer means for the request: Klarna's silence is no refusal unless the store says so. */
export function askingOf(
  order_id: string,
  token: string,
  answer: Answer,
  whenUnreachable: "proceed" | "refuse"
): Asking {
  const isNews = "isNews" in answer && answer.isNews
  const message = refusalIn(answer, whenUnreachable)
  return {
    order_id,
    token,
    isNews,
    refusal: message ? new MedusaError(MedusaError.Types.NOT_ALLOWED, message) : undefined,
  }
}

function refusalIn(answer: Answer, whenUnreachable: "proceed" | "refuse"): string | undefined {
  if (answer.answer === "refused") return answer.message
  return answer.answer === "unreachable" && whenUnreachable === "refuse" ? notAsked(answer.why) : undefined
}

/**
 * The request is over. Medusa committed: the event brings the sync, which finds both in step. It did not: the sync takes back what
 * Klarna agreed to. And whoever was held back or turned away meanwhile is made up for.
 */
export async function endAsking(container: MedusaContainer, asking: Asking, committed: boolean): Promise<void> {
  const { order_id, token, isNews, free } = asking
  await free
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const held = await klarna.endAsking(order_id, token, committed)
  const isDue = held || (!committed && (isNews || (await isWishedFor(klarna, order_id))))
  if (isDue) await syncOrderToKlarnaWorkflow(container).run({ input: { order_id, trigger: "ask-first" } })
}

/** A sync was turned away while the claim was ours, and nobody took up its wish. */
async function isWishedFor(klarna: KlarnaModuleService, order_id: string): Promise<boolean> {
  const rows = await klarna.rowsOfOrder(order_id)
  return rows.some(({ dirty, lease_token }) => dirty > 0 && lease_token === null)
}
