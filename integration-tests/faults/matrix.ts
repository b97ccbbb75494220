import { klarnaStore } from "../store/klarna-store"
import { allCells, type Cell, quickCells } from "./cells"
import { type Verdict, judge } from "./judge"
import { type OperationName, operationNames } from "./operation"
import { operationsOf } from "./operations"
import { play } from "./play"
import { report, sayHowFar } from "./report"

export interface Played extends Cell, Verdict {
  /** Everything that Klarna received, in order. */
  calls: string[]
  duration_ms: number
}

/** A row takes as long as its trials do: a slow machine needs seconds for each. */
const PATIENCE_MS = 60 * 60_000

/** Declares a test per operation; each plays its trials one after the other and closes with the sentences of those that ended badly. */
export function faultMatrix(retries: Cell["retries"]): void {
  const cells = (process.env.FAULTS === "all" ? allCells() : quickCells()).filter((cell) => cell.retries === retries)
  const options = {
    // Silence costs half a second here.
    ...{ timeoutMs: 500, deadlineMs: 2_500, retries },
    references: { merchantReference1: "display_id", merchantReference2: "metadata.reference" },
  }

  klarnaStore(
    (shop) => {
      const played: Played[] = []
      const ofOperation = (name: OperationName) => cells.filter(({ operation }) => operation === name)
      const operations = operationsOf(shop, (name) => ofOperation(name).length)

      beforeEach(() => shop.klarna.switches({ billing_address_update: "accept" }))

      it.each(operationNames.filter(isWanted))(
        "%s survives every fault: both sides agree, nothing twice",
        async (name) => {
          const row: Played[] = []
          for (const cell of ofOperation(name)) row.push(await trial(cell))
          played.push(...row)
          sayHowFar(name, row)
          expect(row.filter(({ problems }) => problems.length).map(inWords)).toEqual([])
        },
        PATIENCE_MS
      )

      afterAll(() => report(played, retries))

      async function trial(cell: Cell): Promise<Played> {
        const begun = performance.now()
        const { calls, ...verdict } = await play(shop, operations[cell.operation], cell).then(
          (evidence) => ({ ...judge(evidence), calls: evidence.calls.map(({ call }) => call) }),
          (error: Error) => ({ text: "BROKEN", problems: [`the trial itself failed: ${error.stack}`], calls: [] })
        )
        return { ...cell, ...verdict, calls, duration_ms: Math.round(performance.now() - begun) }
      }
    },
    { options }
  )
}

/** `FAULTS_ONLY=cancel,release`: a few rows, to look at one thing. */
const isWanted = (name: string) => (process.env.FAULTS_ONLY?.split(",") ?? [name]).includes(name)

const inWords = ({ fault, then, problems, calls }: Played) =>
  `${fault}, then ${then}: ${problems.join("; ")} [${calls.join(", ")}]`
