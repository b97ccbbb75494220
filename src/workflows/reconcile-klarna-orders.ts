import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { LAST_RUN } from "../modules/klarna/summary"
import { completeForgottenPurchases } from "./purchase/complete-forgotten"
import { readFinishedPages } from "./purchase/read-finished-pages"
import { reconcileAbandoned } from "./sync/reconcile-abandoned"
import { pruneLedger } from "./sync/prune-ledger"
import { wakeChangedOrders } from "./sync/reconcile-changed"
import { reconcileDue } from "./sync/reconcile-due"
import { reconcileInterrupted } from "./sync/reconcile-interrupted"
import { syncEach } from "./sync/sync-each"

/** Of each part, so that all of a run ends within the minute after which the next one starts. */
const BUDGET_MS = 10_000

const endInterruptedPaymentsStep = createStep("end-interrupted-klarna-payments", async (_: void, { container }) => {
  return new StepResponse(await reconcileInterrupted(container, Date.now() + BUDGET_MS))
})

const completeForgottenStep = createStep("complete-forgotten-klarna-purchases", async (_: void, { container }) => {
  const until = Date.now() + BUDGET_MS
  await readFinishedPages(container, until)
  return new StepResponse(await completeForgottenPurchases(container, until))
})

const syncDueOrdersStep = createStep("sync-due-klarna-orders", async (_: void, { container }) => {
  return new StepResponse(await reconcileDue(container, Date.now() + BUDGET_MS))
})

const syncChangedOrdersStep = createStep("sync-changed-klarna-orders", async (_: void, { container }) => {
  const woken = await wakeChangedOrders(container, Date.now() + BUDGET_MS)
  await syncEach(container, woken, Date.now() + BUDGET_MS)
  return new StepResponse(woken.length)
})

const cancelAbandonedPurchasesStep = createStep("cancel-abandoned-klarna-purchases", async (_: void, { container }) => {
  return new StepResponse(await reconcileAbandoned(container, Date.now() + BUDGET_MS))
})

const pruneLedgerStep = createStep("prune-klarna-ledger", async (_: void, { container }) => {
  return new StepResponse(await pruneLedger(container))
})

/** For the merchant, who sees when the clock last went round: a run whose work is done does not fail for it. */
const noteRunStep = createStep("note-run-of-klarna-job", async (_: void, { container }) => {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  try {
    await klarna.moveWatermark(LAST_RUN, new Date().toISOString())
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error("Klarna: the end of the job's run could not be noted; the admin shows an earlier one", error as Error)
  }
  return new StepResponse(undefined)
})

/**
 * What the clock brings: captures, refunds and purchases that a dying process did not end, purchases whose buyer did not come back,
 * retries and looks that are due, work that a crash left behind, orders that changed without an event, purchases that never became an
 * order, and by option what the ledger need not keep. Answers how many each part looked at.
 */
export const reconcileKlarnaOrdersWorkflow = createWorkflow("reconcile-klarna-orders", () => {
  const interrupted = endInterruptedPaymentsStep()
  const forgotten = completeForgottenStep()
  const due = syncDueOrdersStep()
  const changed = syncChangedOrdersStep()
  const abandoned = cancelAbandonedPurchasesStep()
  pruneLedgerStep()
  noteRunStep()
  return new WorkflowResponse(transform({ interrupted, forgotten, due, changed, abandoned }, (counts) => counts))
})
