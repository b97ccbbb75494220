import { executeWithConcurrency } from "@medusajs/framework/utils"
import { holdStatements, type HeldStatement } from "../processes/held-statements"
import type { ShopProcess, ShopProcesses } from "../processes/shop-processes"
import { waitFor } from "../store/wait-for"
import { nameOf, type CrashPoint } from "./crash-points"
import { stories, type Cast, type StoryName } from "./stories"

/** Somebody acts at each point, everybody is held there, and then the process is gone. */
export async function dieAtEachPoint(
  { database, line }: ShopProcesses,
  shop: ShopProcess,
  points: CrashPoint[],
  cast: Cast[]
): Promise<void> {
  const statements: Record<string, HeldStatement> = {}
  const onTheLine = new Map<string, () => boolean>()
  for (const [index, point] of points.entries()) {
    const hold = point.hold(cast[index])
    if ("statement" in hold) statements[nameOf(point)] = hold.statement
    else onTheLine.set(nameOf(point), line.hold(hold.line))
  }
  const held = await holdStatements(database, statements)
  const isHeld = async (name: string) => onTheLine.get(name)?.() ?? (await held.reached()).has(name)

  const acts: Promise<unknown>[] = []
  const told = new Map<string, string>()
  const played = points.map((point, index) => ({ name: nameOf(point), story: point.story, who: cast[index] }))
  for (const turn of inTurns(played, ({ name, story }) => (onTheLine.has(name) ? (isHasty(story) ? 2 : 1) : 0))) {
    const arrivals = turn.map(({ name, story, who }) => async () => {
      const act = stories[story].act(shop, who)
      acts.push(
        act.then(
          () => told.set(name, "it is done"),
          (error: Error) => told.set(name, error.message)
        )
      )
      await waitFor(() => isHeld(name), { timeout: 120_000, every: 100, what: `"${name}"` }).catch((late: Error) => {
        throw new Error(`${late.message}; who acted was told: ${told.get(name) ?? "nothing"}`)
      })
    })
    const results = await executeWithConcurrency(arrivals, 4)
    for (const result of results) if (result.status === "rejected") throw result.reason
  }
  for (const { name } of played) if (!(await isHeld(name))) throw new Error(`"${name}" was given up too early`)

  await shop.medusa.kill()
  await held.release()
  line.releaseAll()
  await Promise.all(acts)
}

/** A merchant who waits for Klarna's answer waits for seconds only. */
const isHasty = (story: StoryName) => story.includes("Klarna has")

/** A statement that is held waits for ever, a call for a while, and one that a merchant waits for not long: those come last. */
function inTurns<Item>(items: Item[], turnOf: (item: Item) => number): Item[][] {
  return [0, 1, 2].map((turn) => items.filter((item) => turnOf(item) === turn))
}
