import { afterDashes, readArgs } from "../backfill/args"
import { tableOf } from "../backfill/report"
import { USAGE } from "../backfill/usage"

describe("The command line of the backfill", () => {
  it("is a dry run unless the merchant asks to adopt", () => {
    expect(readArgs(["--provider", "pp_*klarna*"])).toMatchObject({
      options: { dry_run: true, sync: false, path: "data.order_id", to_provider: "pp_klarna_klarna" },
    })
    expect(readArgs(["--provider", "pp_*klarna*", "--adopt"])).toMatchObject({ options: { dry_run: false } })
    expect(readArgs(["--provider", "pp_x", "--adopt", "--dry-run"])).toHaveProperty("problem")
  })

  it("takes what comes behind the dashes, which medusa does not hand on", () => {
    const argv = ["node", "medusa", "exec", "klarna-backfill.js", "--", "--provider", "pp_x"]
    expect(afterDashes(argv)).toEqual(["--provider", "pp_x"])
    expect(afterDashes(argv.slice(0, 4))).toEqual([])
  })

  it("goes on with what was asked for before", () => {
    expect(readArgs(["--resume", "--report", "r.json"])).toEqual({ report: "r.json" })
  })

  it.each([
    [["--provider", "pp_x", "--path", "order_id"], "--path must be a path"],
    [["--provider", "stripe"], "--provider must be the id"],
    [[], "--provider is missing"],
    [["--provider", "pp_x", "--adpot"], "--adpot"],
    [["--provider", "pp_x", "--to-provider", "pp_stripe"], "--to-provider must be"],
  ])("names what is wrong in %j", (args, words) => {
    expect(readArgs(args)).toEqual({ problem: expect.stringContaining(words) })
  })

  it("says in its usage what there is", () => {
    expect(readArgs(["--help"])).toEqual({ help: true })
    for (const option of ["dry-run", "adopt", "path", "provider", "to-provider", "account", "sync", "resume", "report"])
      expect(USAGE).toContain(`--${option}`)
  })
})

describe("The report of the backfill", () => {
  const counts = {
    done: 5,
    adopted: 3,
    in_sync: 2,
    different: 1,
    not_found: 1,
    already_known: 1,
    account_missing: 0,
    failed: 0,
  }

  it("is a table of what was found", () => {
    const table = tableOf({ state: "finished", total: 5, options: { dry_run: false } }, counts)
    expect(table).toMatch(/In sync with Klarna\s+│\s+2/)
    expect(table).toMatch(/Adopted\s+│\s+3/)
    expect(table).toContain("Finished.")
  })

  it("says how far an interrupted run came", () => {
    const table = tableOf({ state: "interrupted", total: 9, options: { dry_run: true } }, counts)
    expect(table).toContain("Dry run")
    expect(table).toContain("Interrupted: 5 of 9.")
  })
})
