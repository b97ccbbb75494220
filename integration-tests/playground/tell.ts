import { tellScenarios } from "../scenarios"
import { klarnaAccount } from "../scenarios/klarna-account"
import { storeRunner } from "../store/store-runner"
import { hostedPageBuyer } from "./hosted-page-buyer"
import type { Playground } from "./playground-of"

/** Tells the scenarios with a store whose Klarna is at this address, and buyers who pay on its page. The address is known when `before` is done. */
export function tellThere(playground: () => Playground, before?: () => Promise<void>): void {
  jest.setTimeout(900_000)
  const klarna = klarnaAccount(playground)
  const buyer = hostedPageBuyer(klarna, playground)

  describe("", () => {
    beforeAll(async () => {
      await before?.()
      const { url, username, password, region } = playground()
      process.env.KLARNA_BASE_URL = url
      process.env.KLARNA_OPTIONS = JSON.stringify({ username, password, region, environment: "playground" })
    })
    storeRunner(
      (shop) => tellScenarios({ shop, klarna, country: () => playground().country, keepsPersonalData: false }),
      buyer
    )
    afterAll(() => buyer.leave())
  })
}
