import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { UnresolvedOperationError } from "../../ledger"
import type { AskAbout } from "../../mapping/ask-first"
import { ANOTHER_IS_ASKING } from "../../mapping/ask-first-answer"
import type { Claim } from "../../modules/klarna/claims"
import { isOff } from "../../modules/klarna/connection"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { DisconnectedError } from "../sync/disconnected"
import { mirrorInDoubt } from "../sync/mirror"
import { runFor } from "../sync/run"
import type { ConnectedRun } from "../sync/types"
import { isOver } from "../sync/which-order"
import { type Answer, ask, UNRESOLVED } from "./ask"
import { type Asking, askingOf } from "./asking"
import { claimPatiently } from "./claim-patiently"
import { compare, type Compared } from "./compare"
import { afterEdit, afterUpdate, type Change, type OrderUpdate, type Preview } from "./previews"

interface Request {
  order_id: string
  about: AskAbout
  preview: Preview
  user_id?: string
}

/** A merchant confirms an order edit. */
export async function askAboutEdit(container: MedusaContainer, order_id: string, user_id?: string) {
  const { askFirst: asked, operations } = optionsOf(container)
  const { amounts: when } = asked
  // What a merchant sends by hand is not sent by a click on something else.
  if (when === "never" || operations.amount === "manual") return undefined
  return askFirst(container, { order_id, user_id, about: { change: "amount", when }, preview: afterEdit })
}

/** A merchant changes the delivery address, or the mail, which Klarna keeps with it. */
export async function askAboutUpdate(
  container: MedusaContainer,
  order_id: string,
  update: OrderUpdate,
  user_id?: string
) {
  const isAddress = Boolean(update.shipping_address) || update.email !== undefined
  const { askFirst: asked, operations } = optionsOf(container)
  if (!isAddress || !asked.shippingAddress || operations.shippingAddress === "manual") return undefined
  return askFirst(container, {
    order_id,
    user_id,
    about: { change: "shipping_address" },
    preview: afterUpdate(update),
  })
}

/**
 * Asks Klarna before Medusa commits (docs/decisions/0006). Only what needs consent is sent; the rest follows after the event.
 * @returns undefined when there was nothing to ask: the request goes its way
 */
async function askFirst(container: MedusaContainer, request: Request): Promise<Asking | undefined> {
  try {
    return await askUnlessNeedless(container, request)
  } catch (error) {
    return asking(container, request, "", fault(container, request, error as Error))
  }
}

async function askUnlessNeedless(container: MedusaContainer, request: Request): Promise<Asking | undefined> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const rows = await klarna.rowsOfOrder(request.order_id)
  const row = askableOf(rows)
  const client = row && (await klarna.clientOf(row))
  if (!row || !client) return undefined
  const change = await request.preview(container, request.order_id)
  if (!change) return undefined
  // A change that Klarna need not be asked about waits for nobody.
  const isSure = row.read_at !== null && !row.doubtful
  const compared = isSure ? compare({ klarna, container }, change, row, request.about) : undefined
  if (compared?.question.ask === "nothing") return undefined

  const claim = await claimPatiently(klarna, request.order_id, rows)
  if ("kept" in claim) return unclaimed(container, request, claim.kept)
  const { token } = claim.got
  const trigger = request.user_id ? `user:${request.user_id}` : "ask-first"
  const run = { ...runFor(container, { order_id: request.order_id, trigger }, token), client }
  const answer = await askClaimed(run, request, claim.waited ? undefined : { change, compared }, claim.got)
  // The merchant does not wait for this; without it the claim ends by itself.
  const free = klarna.letGo(request.order_id, token).catch(() => undefined)
  return { ...asking(container, request, token, answer), free }
}

/** What was found out before the order was claimed. */
interface Known {
  change: Change
  compared?: Compared
}

/**
 * With the claim. It is not given back if even the doubt that a fault leaves cannot be written down: then it ends by itself, and who
 * takes over reads Klarna first.
 */
async function askClaimed(
  run: ConnectedRun,
  request: Request,
  known: Known | undefined,
  claim: Claim
): Promise<Answer> {
  return askWithClaim(run, request, known, claim).catch(async (error: Error) => {
    if (!isNothingSent(error)) for (const row of claim.rows) await run.klarna.store(row, run.token, { doubtful: true })
    return fault(run.container, request, error)
  })
}

async function askWithClaim(
  run: ConnectedRun,
  request: Request,
  known: Known | undefined,
  { rows, tookOver }: Claim
): Promise<Answer> {
  const row = askableOf(rows)
  const change = known?.change ?? (await request.preview(run.container, run.order_id))
  // A claim that was not given back: what its process sent is not known, and that is kept for whoever comes next.
  const seen = row && (tookOver ? await run.klarna.store(row, run.token, mirrorInDoubt(row)) : row)
  return seen && change ? ask(run, seen, change, request.about, known?.compared) : { answer: "nothing_asked" }
}

const isNothingSent = (error: Error) => error instanceof DisconnectedError || error instanceof UnresolvedOperationError

/** A fault of ours is no reason to keep a merchant from changing an order, unless the store wants to know Klarna's answer always. */
function fault(container: MedusaContainer, { order_id }: Request, error: Error): Answer {
  if (error instanceof DisconnectedError) return { answer: "nothing_asked" }
  if (error instanceof UnresolvedOperationError) return { answer: "unreachable", why: UNRESOLVED, isNews: true }
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .error(`Klarna: could not be asked about a change of order ${order_id} before it is made`, error)
  return { answer: "unreachable", why: "something went wrong in this store, see its log", isNews: true }
}

function unclaimed(container: MedusaContainer, request: Request, kept: "by_sync" | "by_asking"): Asking | undefined {
  const unreachable = {
    answer: "unreachable",
    why: "it is being told another change right now",
    isNews: false,
  } as const
  const refused = { answer: "refused", message: ANOTHER_IS_ASKING, isNews: false } as const
  return asking(container, request, "", kept === "by_sync" ? unreachable : refused)
}

function asking(container: MedusaContainer, { order_id }: Request, token: string, answer: Answer): Asking {
  return askingOf(order_id, token, answer, optionsOf(container).askFirst.whenUnreachable)
}

/** The one Klarna order that lives, unless the merchant disconnected it. Of several nobody knows which is meant. */
function askableOf(rows: KlarnaOrderRow[]): KlarnaOrderRow | undefined {
  const live = rows.filter((row) => !isOver(row))
  return live.length === 1 && !rows.some(isOff) ? live[0] : undefined
}

function optionsOf(container: MedusaContainer) {
  return container.resolve<KlarnaModuleService>(KLARNA_MODULE).options
}
