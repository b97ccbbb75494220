import { hasBecome, questionOf, rememberedOf, type AskAbout, type AskableWrite } from "../ask-first"
import { notEligible, refusedByKlarna } from "../ask-first-answer"
import { applyWrites } from "../plan-apply"
import { planSync } from "../plan-sync"
import type { KlarnaMirror, OrderSnapshot } from "../types"
import { ADDRESS, aMirror, anOrder, line, POLICY } from "./plan-sync.fixtures"

const moved = { ...ADDRESS, city: "Malmö" }
const otherLines = [line(10_000, "Cucumbers")]

function asks(before: OrderSnapshot, after: OrderSnapshot, about: AskAbout, mirror: KlarnaMirror = aMirror()) {
  const planned = (snapshot: OrderSnapshot) => ({ snapshot, plan: planSync(snapshot, mirror, POLICY) })
  return questionOf(planned(before), planned(after), mirror, about)
}

const increase: AskAbout = { change: "amount", when: "increase" }
const always: AskAbout = { change: "amount", when: "always" }
const address: AskAbout = { change: "shipping_address" }
const amount = (target_amount: number) => anOrder({ target_amount })
const nothing = { ask: "nothing" }

describe("what Klarna is asked before Medusa commits", () => {
  it("is more money", () => {
    expect(asks(amount(10_000), amount(12_000), increase)).toMatchObject({
      ask: "klarna",
      write: { kind: "authorization", order_amount: 12_000 },
    })
  })

  it("is never less money, and nothing where nothing changes", () => {
    for (const about of [increase, always]) {
      expect(asks(amount(10_000), amount(9_000), about)).toEqual(nothing)
      expect(asks(amount(10_000), amount(10_000), about)).toEqual(nothing)
    }
  })

  it("is not less money that Klarna would still have to agree to, because it refused more before", () => {
    const refusedBefore = amount(19_000)
    for (const about of [increase, always]) {
      expect(asks(refusedBefore, amount(17_000), about)).toEqual(nothing)
      expect(asks(refusedBefore, amount(21_000), about)).toMatchObject({ ask: "klarna" })
    }
  })

  it("is not more money that Klarna guarantees already, because it was not told of less", () => {
    const told = applyWrites(aMirror(), [])
    expect(asks(amount(8_000), amount(9_000), increase, told)).toEqual(nothing)
    expect(asks(amount(8_000), amount(9_000), always, told)).toEqual(nothing)
  })

  it("is other lines at the same amount only where the store wants to know always", () => {
    const after = anOrder({ lines: otherLines })
    expect(asks(anOrder(), after, increase)).toEqual(nothing)
    expect(asks(anOrder(), after, always)).toMatchObject({ ask: "klarna", write: { order_amount: 10_000 } })
  })

  it("is another place of delivery, and neither what differed before nor another place to send bills to", () => {
    const after = anOrder({ shipping_address: moved })
    expect(asks(anOrder(), after, address)).toMatchObject({ ask: "klarna", write: { changes: { city: "Malmö" } } })
    expect(asks(after, after, address)).toEqual(nothing)
    expect(asks(anOrder(), anOrder({ billing_address: moved }), address)).toEqual(nothing)
  })

  it("is one thing at a time: what else waits to be told follows after the commit", () => {
    const after = anOrder({ target_amount: 12_000, shipping_address: moved })
    expect(asks(anOrder(), after, increase)).toMatchObject({ write: { kind: "authorization" } })
    expect(asks(anOrder(), after, address)).toMatchObject({ write: { kind: "shipping_address" } })
  })

  it("is nothing for a canceled order", () => {
    expect(asks(anOrder(), anOrder({ canceled: true, target_amount: 12_000 }), increase)).toEqual(nothing)
  })

  it("is not more money when an edit only swaps goods on an order that Klarna refused to raise", () => {
    const swapped = anOrder({ target_amount: 12_000, lines: [line(12_000, "Cucumbers")] })
    expect(asks(amount(12_000), swapped, increase)).toEqual(nothing)
    expect(asks(amount(12_000), swapped, always)).toMatchObject({ ask: "klarna" })
    expect(asks(amount(12_000), swapped, increase, aMirror({ payment_method: "CARD" }))).toEqual(nothing)
  })

  it("is not more money where Klarna guarantees as much already, although the goods are others", () => {
    const raised = anOrder({ lines: otherLines })
    expect(asks(amount(9_000), raised, increase)).toEqual(nothing)
    expect(asks(amount(9_000), raised, always)).toMatchObject({ ask: "klarna", write: { order_amount: 10_000 } })
  })

  it("is more money also on an order that a person has to look at for another reason", () => {
    const after = anOrder({ target_amount: 12_000, voided_elsewhere: 4_000 })
    expect(asks(anOrder(), after, increase)).toMatchObject({ ask: "klarna", write: { order_amount: 12_000 } })
  })

  it("is nothing where the method takes no increase: that is said at once, unless the order only comes down", () => {
    const byCard = aMirror({ payment_method: "CARD" })
    expect(asks(amount(10_000), amount(12_000), increase, byCard)).toEqual({ ask: "not_eligible" })
    expect(asks(amount(13_000), amount(12_000), increase, byCard)).toEqual(nothing)
  })
})

describe("whether an order has become what was asked", () => {
  const write = writeOf(amount(12_000), increase)
  const toMalmö = writeOf(anOrder({ shipping_address: moved }), address)

  it.each([
    ["Klarna said yes", (mirror: KlarnaMirror, yes: AskableWrite) => applyWrites(mirror, [yes])],
    ["nobody knows what Klarna said", (mirror: KlarnaMirror) => mirror],
  ])("when %s", (_, mirrorAfter) => {
    const become = (order: OrderSnapshot, asked: AskableWrite) =>
      hasBecome(order, mirrorAfter(aMirror(), asked), POLICY, rememberedOf(asked))
    expect(become(amount(12_000), write)).toBe(true)
    expect(become(amount(10_000), write)).toBe(false)
    expect(become(amount(11_000), write)).toBe(false)
    expect(become(anOrder({ shipping_address: moved }), toMalmö)).toBe(true)
    expect(become(anOrder(), toMalmö)).toBe(false)
  })

  it("looks at nothing but what was asked: other news are told after", () => {
    const both = anOrder({ target_amount: 12_000, shipping_address: moved, references: { merchant_reference1: "9" } })
    expect(hasBecome(both, aMirror(), POLICY, rememberedOf(write))).toBe(true)
    expect(hasBecome(both, aMirror(), POLICY, rememberedOf(toMalmö))).toBe(true)
    const elsewhere = anOrder({ target_amount: 12_000, shipping_address: { ...moved, city: "Lund" } })
    expect(hasBecome(elsewhere, aMirror(), POLICY, rememberedOf(toMalmö))).toBe(false)
  })

  it("remembers no address", () => {
    expect(JSON.stringify(rememberedOf(toMalmö))).not.toMatch(/malm|storgatan/i)
  })
})

describe("what a merchant reads", () => {
  const refusal = { code: "NOT_ALLOWED", messages: ["Update not allowed."], correlation_id: "corr-1" }

  it("is why the amount stays, in Klarna's words, and what to do", () => {
    expect(refusedByKlarna(amount(12_000), aMirror(), writeOf(amount(12_000), increase), refusal)).toBe(
      "Klarna did not agree to raise the order from 100.00 SEK to 120.00 SEK. " +
        "The order was not changed, and the edit is still open: make it smaller, or cancel it and let the customer place a new order " +
        "for what was added. Klarna's answer: Update not allowed. (NOT_ALLOWED, correlation id corr-1)"
    )
  })

  it("is what Klarna's order became meanwhile", () => {
    const captured = aMirror({ status: "CAPTURED" })
    expect(refusedByKlarna(amount(12_000), captured, writeOf(amount(12_000), increase), refusal)).toContain(
      "At Klarna the order is CAPTURED by now."
    )
  })

  it("is why the address stays, without the address", () => {
    const said = refusedByKlarna(anOrder(), aMirror(), writeOf(anOrder({ shipping_address: moved }), address), {
      code: "HTTP_403",
      messages: [],
    })
    expect(said).toMatch(
      /did not agree to the new delivery address.*correct the new one.*no reason given\. \(HTTP_403\)/
    )
    expect(said).not.toContain("Malmö")
  })

  it("is that Klarna was not even asked where it never agrees", () => {
    expect(notEligible(amount(12_000), aMirror({ payment_method: "CARD" }))).toMatch(
      /does not ordinarily raise orders paid with CARD in SE \(from 100\.00 SEK to 120\.00 SEK\), so it was not asked\. The order was not/
    )
  })
})

function writeOf(after: OrderSnapshot, about: AskAbout): AskableWrite {
  const question = asks(anOrder(), after, about)
  if (question.ask !== "klarna") throw new Error(`Klarna is asked ${question.ask}`)
  return question.write
}
