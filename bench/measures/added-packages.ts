interface Package {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** As npm writes package-lock.json, version 3; the root is under "". */
export interface Lock {
  packages: Record<string, Package>
}

const OWN = ""

/** What a store installs for the plugin's sake alone: whatever Medusa itself needs is there already. */
export function addedPackages({ packages }: Lock): { direct: string[]; added: string[] } {
  const { dependencies = {}, peerDependencies = {} } = packages[OWN]
  const direct = Object.keys(dependencies)
  const medusas = closure(packages, Object.keys(peerDependencies))
  const added = [...closure(packages, direct)].filter((path) => !medusas.has(path))
  return { direct, added: added.map((path) => path.replace(/^.*node_modules\//, "")).sort() }
}

/** Everything that these lead to, by the place where it is installed. */
function closure(packages: Lock["packages"], names: string[]): Set<string> {
  const found = new Set<string>()
  const waiting = names.map((name) => placeOf(packages, OWN, name))
  for (const place of waiting) {
    if (!place || found.has(place)) continue
    found.add(place)
    const { dependencies, optionalDependencies } = packages[place]
    const needed = Object.keys({ ...dependencies, ...optionalDependencies })
    waiting.push(...needed.map((name) => placeOf(packages, place, name)))
  }
  return found
}

/** As Node looks for it: from the inside to the outside. */
function placeOf(packages: Lock["packages"], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    const place = `${folder ? `${folder}/` : ""}node_modules/${name}`
    if (packages[place]) return place
    if (!folder) return undefined
  }
}
