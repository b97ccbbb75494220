import { MedusaError } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { outcomeOf } from "../klarna/errors"
import { type ConnectionTest, verdictOf } from "../mapping/connection-verdict"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"

export interface TestKlarnaConnectionInput {
  account_id: string
}

/** An order that cannot exist: whoever is told so was let in. */
const NOBODYS_ORDER = "00000000-0000-4000-8000-000000000000"
/** Somebody waits, and a slow answer is an answer too. */
const ONCE = { retries: 0, deadlineMs: 10_000 }

const testKlarnaConnectionStep = createStep(
  "test-klarna-connection",
  async ({ account_id }: TestKlarnaConnectionInput, { container }) => {
    const client = await container.resolve<KlarnaModuleService>(KLARNA_MODULE).clientOfAccount(account_id)
    if (!client) throw new MedusaError(MedusaError.Types.NOT_FOUND, `No Klarna account "${account_id}" is configured`)
    const begun = performance.now()
    const outcome = await client.orders
      .read(NOBODYS_ORDER, ONCE)
      .then(
        ({ status, correlationId, durationMs }) => ({ type: "accepted" as const, status, correlationId, durationMs }),
        outcomeOf
      )
    const { verdict, message } = verdictOf(outcome)
    const test: ConnectionTest = {
      verdict,
      message,
      correlation_id: outcome.correlationId ?? null,
      duration_ms: Math.round(outcome.durationMs ?? performance.now() - begun),
    }
    return new StepResponse(test)
  }
)

/** Asks Klarna, with an account's credentials, for an order that does not exist. Nothing is sent, nothing remembered. */
export const testKlarnaConnectionWorkflow = createWorkflow(
  "test-klarna-connection",
  (input: TestKlarnaConnectionInput) => new WorkflowResponse(testKlarnaConnectionStep(input))
)
