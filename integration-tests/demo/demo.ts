import { mkdirSync } from "fs"
import { join } from "path"
import { buildAdmin } from "./admin-build"
import { closeHouse, openHouse, type House, type Undo } from "./house"
import { checkPorts } from "./ports"
import { openLog } from "../processes/program"
import { during } from "./progress"
import { seedOrders, type SeededOrder } from "./seed-orders"
import { serveAdmin, whereToLook } from "./serve-admin"
import { help, readSettings, type Settings } from "./settings"
import { writeDown } from "./state"
import { playStory } from "./story"
import { storyTable } from "./table"
import { disagreements, meddle } from "./verdict"

export async function main(args: string[]): Promise<void> {
  const settings = settingsOrExit(args)
  const undo: Undo = []
  // Once everything is open and only waits for Ctrl-C, being stopped is a good end.
  let isServing = false
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void closeHouse(undo).then(() => process.exit(isServing ? 0 : 130)))
  }
  try {
    await checkPorts(settings)
    const agreed = await (settings.mode === "once" ? playOnce(settings, undo) : open(settings, undo))
    isServing = settings.mode !== "once"
    if (isServing) return
    await closeHouse(undo)
    process.exit(agreed ? 0 : 1)
  } catch (error) {
    console.error((error as Error).message)
    await closeHouse(undo)
    process.exit(1)
  }
}

function settingsOrExit(args: string[]): Settings {
  try {
    const settings = readSettings(args, process.env)
    if (settings) return settings
    console.log(help)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`)
    process.exit(2)
  }
}

/** Nobody looks at it, so no admin is built. */
async function playOnce(settings: Settings, undo: Undo): Promise<boolean> {
  const house = await openHouse(settings, startLog(settings), undo)
  return play(house, settings, await during("A handful of orders", (detail) => seedOrders(house.shop, detail)))
}

/** The admin takes minutes to build on a slow machine, the first time; meanwhile the rest starts. */
async function open(settings: Settings, undo: Undo): Promise<void> {
  const log = startLog(settings)
  const admin = buildAdmin(log)
  // A failure is met below, where the admin is awaited.
  admin.catch(() => undefined)
  const house = await openHouse(settings, log, undo)
  const { shop, medusa, kept } = house
  const orders = kept?.orders ?? (await during("A handful of orders", (detail) => seedOrders(shop, detail)))
  const keep = () => writeDown(settings.stateFolder, shop.klarna, { store: shop.store, orders })
  undo.push(keep)
  if (settings.mode === "demo") await play(house, settings, orders)
  await keep()
  await during("The admin, built once", async () => serveAdmin(medusa, await admin))
  console.log(whereToLook(house, settings, orders))
}

/** @returns whether Klarna and Medusa agree at the end. */
async function play({ shop, kept }: House, settings: Settings, orders: SeededOrder[]): Promise<boolean> {
  const steps = await during("The story", (detail) => playStory(shop, detail))
  if (settings.meddle) await meddle(shop, steps)
  console.log(`\n${storyTable(steps, process.stdout.columns)}\n`)
  // Nobody knows what has been done to the orders of an earlier start since.
  const different = await disagreements(shop, steps, kept ? [] : orders)
  if (different.length) console.log(["Klarna and Medusa disagree:", ...different].join("\n  "))
  else console.log("Klarna and Medusa agree on every order.")
  return different.length === 0
}

function startLog({ stateFolder }: Settings) {
  mkdirSync(stateFolder, { recursive: true })
  return openLog(join(stateFolder, "demo.log"))
}
