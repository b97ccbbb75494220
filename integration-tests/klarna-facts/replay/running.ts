import type { runningKlarna } from "../../../src/simulator/__tests__/running-klarna"

export { eventually, merchantServer, runningKlarna } from "../../../src/simulator/__tests__/running-klarna"

/** A simulator in this process, with its controls and a way to call it by hand. */
export type RunningKlarna = ReturnType<typeof runningKlarna>
