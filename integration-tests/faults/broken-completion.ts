import { completeCartWorkflow } from "@medusajs/medusa/core-flows"

let isBroken = false

/** A step of core's after the payment was authorised: the store's own hook, as an app may have one. */
// Core keeps this hook out of its types (medusa pull request 13243).
type Hooks = Record<string, (handler: () => Promise<void>) => void>
;(completeCartWorkflow.hooks as unknown as Hooks).orderCreated(async () => {
  if (isBroken) throw new Error("The ERP is down")
})

/** From now on no cart becomes an order, although Klarna has placed its own; until the answered function is called. */
export function breakCompletion(): () => void {
  isBroken = true
  return () => {
    isBroken = false
  }
}
