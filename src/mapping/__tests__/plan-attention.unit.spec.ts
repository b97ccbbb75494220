import {
  attentionForAddressFieldRequired,
  attentionForAddressRefused,
  attentionForAmountRefused,
  attentionForBelowCaptured,
  attentionForCancelRefused,
  attentionForCapturedElsewhere,
  attentionForCaptureRefused,
  attentionForCustomizationFailed,
  attentionForDoNotShip,
  attentionForIncreaseNotEligible,
  attentionForIncreaseRefused,
  attentionForNotCovered,
  attentionForReferencesRefused,
  attentionForRefundedElsewhere,
  attentionForRefundMissing,
  attentionForRefundNotMade,
  attentionForReleaseRefused,
  attentionForShippingInfoRefused,
  attentionForSplitPaymentVoided,
} from "../plan-attention"
import type { Attention, KlarnaMirror, OrderSnapshot, Refusal } from "../types"
import { aMirror, anOrder, IN_KLARNAS_WORDS } from "./plan-sync.fixtures"

const refusal: Refusal = { ...IN_KLARNAS_WORDS, fingerprint: "f", at: "2026-01-01T00:00:00.000Z" }

/** What an order over 120.00 says that Klarna knows with 100.00, unless the story is another. */
type Story = (order: OrderSnapshot, mirror: KlarnaMirror, no: Refusal) => Attention
const raised = { target_amount: 12000 }
const said = (story: Story, order: Partial<OrderSnapshot> = raised, mirror: Partial<KlarnaMirror> = {}) =>
  story(anOrder(order), aMirror(mirror), refusal)

describe("What the merchant reads names the money and the next step", () => {
  it.each<[string, Attention, string[]]>([
    [
      "a refund that Medusa never recorded",
      attentionForRefundMissing({ inMedusa: 3000, atKlarna: 0, currency: "sek" }),
      ["still shows 30.00 SEK as captured", "let the missing refund be recorded", "nothing is paid twice"],
    ],
    [
      "a canceled order of which money was kept",
      attentionForRefundMissing({ inMedusa: 1000, atKlarna: 3000, currency: "sek" }),
      ["30.00 SEK that was captured has not been refunded", "Give it back"],
    ],
    [
      "a capture in Klarna's portal",
      said(attentionForCapturedElsewhere, {}, { captured_amount: 3000 }),
      [
        "Klarna has captured 30.00 SEK, Medusa 0.00 SEK",
        "exactly the same in Medusa",
        "without being captured a second",
      ],
    ],
    [
      "a capture that only Medusa knows",
      said(attentionForCapturedElsewhere, { captured_amount: 3000 }),
      ["Klarna has captured 0.00 SEK, Medusa 30.00 SEK", "before anything is shipped or captured again"],
    ],
    [
      "goods that left and were not captured",
      attentionForCaptureRefused({ amount: 4000, left: 1500, currency: "SEK" }, IN_KLARNAS_WORDS),
      ["did not let 40.00 SEK", "still guarantees 15.00 SEK", "capture it by hand", "ship no more before"],
    ],
    [
      "an order that was raised after Klarna's end",
      said(attentionForNotCovered, raised, { status: "CAPTURED", captured_amount: 10000 }),
      [
        "changed after Klarna marked it as captured",
        "20.00 SEK of 120.00 SEK",
        "Undo the change",
        "before the goods leave",
      ],
    ],
    [
      "an order that Klarna ended too early",
      said(attentionForNotCovered, {}, { status: "EXPIRED", captured_amount: 4000 }),
      [
        "marked it as expired before everything was captured",
        "60.00 SEK of 100.00 SEK",
        "another payment",
        "or cancel the order",
      ],
    ],
    [
      "packed goods that nobody pays",
      said(attentionForDoNotShip, { requested_back: 2000 }, { status: "EXPIRED" }),
      [
        "Do not ship",
        "nobody pays the 80.00 SEK",
        "stop them",
        "Cancel the order, or ask the customer for another payment",
      ],
    ],
    [
      "a refund in Klarna's portal",
      said(attentionForRefundedElsewhere, { refunded_amount: 1000 }, { refunded_amount: 4000 }),
      [
        "has given the customer 30.00 SEK back",
        "Refund exactly 30.00 SEK in Medusa",
        "without being paid a second time",
      ],
    ],
    [
      "a refund that only Medusa knows",
      said(attentionForRefundNotMade, { refunded_amount: 4000 }, { refunded_amount: 1000 }),
      [
        "shows 30.00 SEK as refunded that Klarna has not",
        "made again by itself",
        "give exactly 30.00 SEK back in Klarna's portal",
      ],
    ],
    [
      "an order below what is captured",
      said(attentionForBelowCaptured, { target_amount: 6000 }, { captured_amount: 8000 }),
      ["down to 60.00 SEK", "80.00 SEK is already captured", "Refund the difference"],
    ],
    [
      "an increase that Klarna is not asked for",
      said(attentionForIncreaseNotEligible, raised, { payment_method: "PAY_IN_X", purchase_country: "DE" }),
      ["from 100.00 SEK to 120.00 SEK", "paid with PAY_IN_X in DE", "Ask Klarna all the same", "undo the change"],
    ],
    [
      "an increase of an order whose way of paying is not known",
      said(attentionForIncreaseNotEligible, raised, { payment_method: undefined }),
      ["paid with this method in SE"],
    ],
    [
      "an increase that Klarna refused",
      said(attentionForIncreaseRefused),
      ["from 100.00 SEK to 120.00 SEK", "still guarantees 100.00 SEK", "Undo the change", "place a new order"],
    ],
    [
      "a decrease that Klarna refused",
      said(attentionForAmountRefused, { target_amount: 8000 }),
      [
        "lowering the order from 100.00 SEK to 80.00 SEK",
        "keeps what it had",
        "send it again or change the order back",
      ],
    ],
    [
      "lines that Klarna refused, at the same amount",
      said(attentionForAmountRefused, {}),
      ["did not accept the changed order lines", "keeps what it had"],
    ],
    [
      "a function of the store that failed",
      attentionForCustomizationFailed("customize.orderLines threw."),
      ["customize.orderLines threw.", "was not sent", "corrected, then synchronise"],
    ],
    [
      "a reservation of another provider that was voided",
      attentionForSplitPaymentVoided(2000, "sek"),
      ["voided 20.00 SEK", "collect it again where it was reserved"],
    ],
    [
      "merchant references that Klarna refused",
      attentionForReferencesRefused(refusal),
      ["found at Klarna under the old ones", "payment and delivery are not affected"],
    ],
    [
      "tracking that Klarna refused",
      attentionForShippingInfoRefused(2, refusal),
      ["the customer does not see it in Klarna's app", "Send it again, or leave it"],
    ],
    [
      "a cancellation that Klarna refused",
      attentionForCancelRefused(refusal),
      ["the customer's reservation stands", "cancel it there, or send the cancellation again"],
    ],
    [
      "a release that Klarna refused",
      attentionForReleaseRefused(refusal),
      ["did not release what was not captured", "release the rest there, or send it again"],
    ],
  ])("of %s", (_, { message }, parts) => {
    expect(parts.filter((part) => !message.includes(part))).toEqual([])
  })
})

describe("What the merchant reads of an address", () => {
  it("names the missing fields in words", () => {
    const { message, details } = attentionForAddressFieldRequired("shipping_address", ["postal_code", "city"])
    expect(message).toMatch(
      /^The shipping address has lost a field.*\(postal code, city\).*none of it was sent\. Fill it in/
    )
    expect(details).toEqual({ address: "shipping_address", fields: ["postal_code", "city"] })
  })

  it("says where to ship when Klarna refused a shipping address", () => {
    const { code, message, details, klarna } = attentionForAddressRefused("shipping_address", ["city"], refusal)
    expect({ code, details, klarna }).toEqual({
      code: "address_refused",
      details: { address: "shipping_address", fields: ["city"] },
      klarna: IN_KLARNAS_WORDS,
    })
    expect(message).toMatch(/new shipping address and keeps the old one\. Ship to the old address/)
  })

  it("says that the delivery is not affected when Klarna refused a billing address", () => {
    const { code, message, details } = attentionForAddressRefused("billing_address", ["city"], refusal)
    expect({ code, details }).toEqual({
      code: "billing_address_refused",
      details: { address: "billing_address", fields: ["city"] },
    })
    expect(message).toMatch(/new billing address and keeps the old one\. .*the delivery is not affected/)
  })
})

describe("The facts beside the sentence, in minor units", () => {
  it("say of a refused capture what it was for and what is left", () => {
    expect(attentionForCaptureRefused({ amount: 4000, left: 1500, currency: "SEK" }, IN_KLARNAS_WORDS)).toMatchObject({
      code: "capture_refused",
      details: { amount: 4000, order_amount: 1500 },
      klarna: IN_KLARNAS_WORDS,
    })
  })

  it("count of packed goods only what is not on its way back", () => {
    expect(said(attentionForDoNotShip, { requested_back: 2000 }, { status: "CANCELLED" }).details).toEqual({
      missing: 8000,
      status: "CANCELLED",
    })
  })

  it("say how many parcels Klarna did not take", () => {
    expect(attentionForShippingInfoRefused(2, refusal).details).toEqual({ parcels: 2 })
  })
})
