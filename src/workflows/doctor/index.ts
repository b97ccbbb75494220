export type { DoctorFacts, Finding, Knock } from "./facts"
export { gatherFacts } from "./gather"
export { isHealthy, judge } from "./judge"
