import { callbackFacts } from "./callbacks"
import { errorFacts } from "./errors"
import { hostedPageFacts } from "./hpp"
import { paymentFacts } from "./kp"
import { captureFacts } from "./om-captures"
import { changeFacts } from "./om-changes"
import { readFacts } from "./om-reads"
import { ruleFacts } from "./rules"

/** Klarna's published exchanges, callbacks and rules, told again with our own values. Klarna's pages: https://docs.klarna.com */
export const exchangeFacts = [
  ...errorFacts,
  ...hostedPageFacts,
  ...paymentFacts,
  ...changeFacts,
  ...captureFacts,
  ...readFacts,
]

export const allFacts: { id: string; shows: string }[] = [...callbackFacts, ...exchangeFacts, ...ruleFacts]

export { callbackFacts }
export { legacyBillingFact } from "./om-changes"
export * from "./fact"
export { factIds } from "./ids"
export * from "./rules"
export { notebooks } from "./samples"
