import { tellScenarios } from "../scenarios"
import { klarnaAccount } from "../scenarios/klarna-account"
import { klarnaStore } from "../store/klarna-store"

klarnaStore((shop) => {
  const simulator = () => ({ url: process.env.KLARNA_BASE_URL!, username: "simulator", password: "simulator" })

  tellScenarios({ shop, klarna: klarnaAccount(simulator), country: () => "se", keepsPersonalData: true })
})
