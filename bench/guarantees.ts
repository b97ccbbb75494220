import { overlapsOf } from "../integration-tests/processes/klarna-line"
import { callOf } from "../integration-tests/store/klarna-calls"
import type { LoggedRequest } from "../src/simulator"
import type { SimulatorControls } from "../src/simulator/controls-client"

export interface Guarantees {
  /** What the plugin called since the last look. It is checked, counted, and forgotten. */
  look(): Promise<LoggedRequest[]>
  /** What was wrong in all that was looked at, in words, and how much that was. */
  verdict(): { requests: number; problems: string[] }
}

/** A longer log than the simulator keeps would hide the oldest calls. */
const LOG_KEEPS = 10_000

/** During the bench what holds in a store has to hold: writes have keys, never two at a time for one order, one effect per key. */
export function watchGuarantees(klarna: Pick<SimulatorControls, "requests" | "clearRequests">): Guarantees {
  let requests = 0
  const problems: string[] = []
  return {
    async look() {
      const all = await klarna.requests()
      await klarna.clearRequests()
      if (all.length >= LOG_KEEPS) problems.push("The simulator's log was full: some calls were not checked")
      const ours = all.filter(isOurs)
      requests += ours.length
      problems.push(...brokenBy(ours))
      return ours
    },
    verdict: () => ({ requests, problems }),
  }
}

export function brokenBy(requests: LoggedRequest[]): string[] {
  const writes = requests.filter(({ method, path }) => method !== "GET" && path.startsWith("/ordermanagement/"))
  const keyless = writes.filter(({ idempotency_key }) => !idempotency_key)
  const effects = writes.filter(({ effect }) => effect).map(({ idempotency_key }) => idempotency_key)
  const twice = [...new Set(effects.filter((key, at) => key && effects.indexOf(key) !== at))]
  return [
    ...keyless.map((request) => `${callOf(request)} went without a key`),
    ...twice.map((key) => `The key ${key} had two effects`),
    ...overlapsOf(requests.map(onTheLine)),
  ]
}

/** The bare loops that the plugin is compared with name themselves otherwise. */
const isOurs = ({ headers }: LoggedRequest) => headers["user-agent"]?.startsWith("medusa-klarna/") ?? false

const onTheLine = (request: LoggedRequest) => ({
  call: callOf(request),
  path: request.path,
  userAgent: "",
  start: Date.parse(request.at),
  end: request.ended_at ? Date.parse(request.ended_at) : undefined,
})
