import { execFileSync } from "child_process"
import { existsSync, readFileSync } from "fs"
import { join } from "path"
import { figure, type Figure, type Measure } from "../measure"
import type { House, Kind } from "../house"
import { root } from "../report/results"
import { addedPackages, type Lock } from "./added-packages"

export const footprint: Measure = {
  name: "footprint",
  title: "7. Start-up and footprint: what a store gets with the plugin",
  async run({ house, guarantees }) {
    const rounds = house.isQuick ? 1 : 5
    const boots: Record<Kind, Boot[]> = { plain: [], plugin: [] }
    // The first of each fills the caches of disk and compiler.
    for (let round = 0; round <= rounds; round++) {
      for (const kind of ["plain", "plugin"] as const) {
        const boot = await bootOf(house, kind)
        if (round > 0) boots[kind].push(boot)
      }
    }
    await guarantees.look()
    const pairs = boots.plugin.map((plugin, at) => ({ plugin, plain: boots.plain[at] }))
    return [
      figure(
        "boot with the plugin, times without",
        "x",
        pairs.map(({ plugin, plain }) => plugin.ms / plain.ms),
        {
          note: "Both from TypeScript sources, compiled while they are loaded; the plain store has nearly none of its own.",
        }
      ),
      figure(
        "boot without the plugin",
        "ms",
        pairs.map(({ plain }) => plain.ms)
      ),
      figure(
        "heap that the plugin adds",
        "MB",
        pairs.map(({ plugin, plain }) => plugin.heap - plain.heap)
      ),
      figure(
        "heap without the plugin",
        "MB",
        pairs.map(({ plain }) => plain.heap)
      ),
      ...packageFigures(house.isQuick),
    ]
  },
}

interface Boot {
  ms: number
  heap: number
}

async function bootOf(house: House, kind: Kind): Promise<Boot> {
  const begin = performance.now()
  const { medusa, task } = await house.start(kind)
  const ms = performance.now() - begin
  const { heap } = await task("memory", {})
  await medusa.kill()
  return { ms, heap }
}

function packageFigures(isQuick: boolean): Figure[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock
  const { direct, added } = addedPackages(lock)
  return [
    figure("dependencies", "packages", [direct.length], { note: direct.join(", ") }),
    figure("packages that Medusa does not bring along", "packages", [added.length], {
      note: added.join(", ") || "none",
    }),
    ...sizes(isQuick),
  ]
}

/** As npm would publish it. */
function sizes(isQuick: boolean): Figure[] {
  const isBuilt = existsSync(join(root, ".medusa", "server", "src"))
  if (isQuick && !isBuilt) return []
  if (!isQuick) execFileSync("npm", ["run", "build"], { cwd: root, stdio: "ignore" })
  const answer = execFileSync("npm", ["pack", "--dry-run", "--json"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  })
  const [{ size, unpackedSize, entryCount }] = JSON.parse(answer) as Packed[]
  return [
    figure("package to download", "MB", [size / 1e6]),
    figure("package unpacked", "MB", [unpackedSize / 1e6]),
    figure("files in it", "count", [entryCount]),
  ]
}

interface Packed {
  size: number
  unpackedSize: number
  entryCount: number
}
