import type { ExecArgs } from "@medusajs/framework/types"
import { gatherFacts, isHealthy, judge } from "../workflows/doctor"
import { reportOf } from "./doctor/report"

/** `npx medusa exec` runs this file. It only looks; the process ends with 1 when something keeps the store from selling with Klarna. */
export default async function klarnaDoctor({ container }: Pick<ExecArgs, "container">): Promise<void> {
  const findings = judge(await gatherFacts(container))
  process.stdout.write(`${reportOf(findings)}\n`)
  if (!isHealthy(findings)) process.exitCode = 1
}
