import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { heldRun, stopRuns } from "../modules/klarna/backfill"
import { beginBackfill, resumeBackfill } from "./backfill/begin"
import type { BackfillOptions } from "./backfill/options"
import { continueBackfill } from "./backfill/run"

/** Options of a new run, or nothing: then the interrupted one goes on. */
export interface BackfillKlarnaOrdersInput {
  options?: BackfillOptions
  user_id?: string
}

const beginStep = createStep(
  "begin-klarna-backfill",
  async ({ options, user_id }: BackfillKlarnaOrdersInput, { container }) => {
    const run = await (options ? beginBackfill(container, options, user_id ?? null) : resumeBackfill(container))
    return new StepResponse({ id: run.id, lease_token: run.lease_token })
  }
)

/** In the background: whoever asked for it reads how far it is. What goes wrong is in the run's row. */
const continueStep = createStep(
  { name: "continue-klarna-backfill", async: true, backgroundExecution: true },
  async (held: { id: string; lease_token: string | null }, { container }) => {
    const run = await heldRun(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), held)
    if (run) await continueBackfill(container, run)
    return new StepResponse(undefined)
  }
)

/**
 * Adopts the Klarna orders of another plugin, or reports what it would adopt. Klarna is read and never told anything. Answers as soon as
 * the run has begun.
 * @throws MedusaError (400) when one runs already, or there is nothing to go on with
 */
export const backfillKlarnaOrdersWorkflow = createWorkflow(
  "backfill-klarna-orders",
  (input: BackfillKlarnaOrdersInput) => {
    const run = beginStep(input)
    continueStep(run)
    return new WorkflowResponse(run)
  }
)

const stopStep = createStep("stop-klarna-backfill", async (_: void, { container }) => {
  return new StepResponse({ stopped: (await stopRuns(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))) > 0 })
})

/** The run that runs ends with what is under way; it can be gone on with. Stopping twice changes nothing. */
export const stopKlarnaBackfillWorkflow = createWorkflow("stop-klarna-backfill", () => new WorkflowResponse(stopStep()))
