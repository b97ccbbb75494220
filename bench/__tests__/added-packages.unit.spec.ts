import { addedPackages, type Lock } from "../measures/added-packages"

const lock: Lock = {
  packages: {
    "": { dependencies: { table: "1", fetch: "2" }, peerDependencies: { "@shop/core": "1" } },
    "node_modules/table": { dependencies: { width: "1", colors: "1" } },
    "node_modules/width": {},
    "node_modules/colors": { optionalDependencies: { "not-here": "1" } },
    "node_modules/fetch": {},
    "node_modules/@shop/core": { dependencies: { colors: "1", width: "2" } },
    "node_modules/@shop/core/node_modules/width": { dependencies: { table: "1" } },
  },
}

describe("The packages that a store gets with the plugin", () => {
  it("are those that Medusa does not bring along, versions of its own included", () => {
    const alone: Lock = { packages: { ...lock.packages, "node_modules/@shop/core/node_modules/width": {} } }
    expect(addedPackages(alone)).toEqual({ direct: ["table", "fetch"], added: ["fetch", "table", "width"] })
  })

  it("are none where Medusa needs them all", () => {
    expect(addedPackages(lock).added).toEqual(["fetch"])
  })
})
