import fc from "fast-check"
import type { Delivery } from "./history"
import { markets, type Country, type ProductName } from "../store/catalog"
import { anyDelivery, type Deed, fairDelivery } from "./deed"
import { aDisconnection, aReconnection } from "./deeds/connection"
import { anExtension, aRelease, theRestCaptured } from "./deeds/by-hand"
import { aBurst, aCreditLine, anEdit } from "./deeds/edit"
import {
  aFraudDecision,
  aRiskDecision,
  badWeather,
  goodWeather,
  inAnyWeather,
  inThePortal,
  slowDays,
} from "./deeds/klarna"
import { aCapture, aLivingCapture, aRefund } from "./deeds/money"
import { aCancel, aNewAddress, aNewMail, newReferences } from "./deeds/order"
import { aParcel, aReturnCalledOff, aReturnReceived, aReturnRequest } from "./deeds/returns"
import { aShipment } from "./deeds/shipment"
import { aPress, lateNews, quietDays, theJob, timePasses } from "./deeds/sync"

export const aBasket = fc.record({
  country: fc.constantFrom<Country>("se", "se", "se", ...(Object.keys(markets) as Country[])),
  items: fc.uniqueArray(
    fc.record({
      product: fc.constantFrom<ProductName>("Shirt", "Mug", "Poster"),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ product }) => product }
  ),
})

/** A life of an order: with everything that can go wrong, or on quiet days. */
export interface Life {
  isFair: boolean
  placed: Delivery
  deeds: Iterable<Deed>
}

/** Named more than once: more likely. */
const merchants = [
  ...[anEdit, anEdit, anEdit, anEdit, aCreditLine, aNewAddress, aNewAddress, aNewMail],
  ...[aParcel, aShipment, aReturnRequest, aReturnReceived, aReturnCalledOff],
]
const beside = [newReferences, aPress, aRiskDecision, aDisconnection, aReconnection, aReconnection, anExtension]
const troubles = [
  badWeather,
  goodWeather,
  inThePortal,
  aFraudDecision,
  theJob,
  timePasses,
  timePasses,
  lateNews,
  aBurst,
  quietDays,
  quietDays,
]

export const aLife = (replayPath?: string): fc.Arbitrary<Life> =>
  fc.oneof({ weight: 3, arbitrary: aStormyLife(replayPath) }, { weight: 1, arbitrary: aFairLife(replayPath) })

function aStormyLife(replayPath: string | undefined): fc.Arbitrary<Life> {
  const telling = [...merchants, ...merchants, aCapture, aCapture, aCapture, aRefund, aRefund, aCancel]
  const stormy = telling.map((deed) => inAnyWeather(deed(anyDelivery)))
  const byHand = [...beside, theRestCaptured, aRelease].map(inAnyWeather)
  const deeds = fc.commands([...stormy, ...byHand, ...troubles], {
    maxCommands: 30,
    replayPath,
    size: "max",
  })
  return fc.record({ isFair: fc.constant(false), placed: anyDelivery, deeds })
}

function aFairLife(replayPath: string | undefined): fc.Arbitrary<Life> {
  const telling = [...merchants, aLivingCapture, aCancel].map((deed) => deed(fairDelivery))
  const deeds = fc.commands([...telling, ...beside, slowDays, aBurst, aBurst], {
    maxCommands: 15,
    replayPath,
    size: "max",
  })
  return fc.record({ isFair: fc.constant(true), placed: fairDelivery, deeds })
}
