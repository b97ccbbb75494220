import { mostThatMayMove } from "../most-that-may-move"

const done = (amount: number, onTopOf = 0) => ({ amount, onTopOf, isDone: true })
const failed = (amount: number, onTopOf = 0) => ({ amount, onTopOf, isDone: false })

it.each([
  ["nothing asked, nothing moved", [], 0],
  ["each click that was done counts", [done(100), done(100), done(50)], 250],
  ["a click that failed may have reached Klarna", [failed(100)], 100],
  ["the same click again takes over the one that failed", [failed(100), done(100)], 100],
  ["and again", [failed(100), failed(100), done(100)], 100],
  ["another amount is another intent", [failed(100), done(50)], 150],
  ["one that was finished meanwhile is not taken over", [failed(100), done(100, 100)], 200],
  ["less than that on record is no proof", [failed(100), done(100, 50)], 100],
  ["taken over once only", [failed(100), done(100), done(100)], 200],
])("%s", (_, clicks, most) => {
  expect(mostThatMayMove(clicks)).toBe(most)
})
