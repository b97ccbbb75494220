import { mkdirSync } from "fs"
import { join } from "path"
import { logFolder } from "../processes/shop-processes"
import { openLog, startServer, type Running } from "../processes/program"
import { playgroundOf, type Playground } from "./playground-of"
import { tellThere } from "./tell"

/** What the playground suite does, done to a simulator: another process, at an address, with keys of its own and a page to pay on. */
describe("The rehearsal for Klarna's playground", () => {
  const keys = { KLARNA_PLAYGROUND_USERNAME: "PK_rehearsal", KLARNA_PLAYGROUND_PASSWORD: "another secret" }
  let simulator: Running | undefined
  let playground: Playground

  async function openKlarna(): Promise<void> {
    mkdirSync(logFolder, { recursive: true })
    simulator = await startServer({
      name: "The Klarna simulator",
      file: "src/simulator/bin.ts",
      args: ["--merchant", Object.values(keys).join(":")],
      log: openLog(join(logFolder, "playground-rehearsal.log")),
    })
    playground = playgroundOf({ ...keys, KLARNA_PLAYGROUND_URL: simulator.url }) as Playground
  }

  tellThere(() => playground, openKlarna)
  afterAll(() => simulator?.stop())
})
