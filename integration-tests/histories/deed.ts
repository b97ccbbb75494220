import fc from "fast-check"
import type { Delivery, History, Known } from "./history"
import { count } from "./tally"

/** One thing that happens in a history: fast-check's command, with a name to count it by. */
export type Deed = fc.AsyncCommand<Known, History>

interface DeedParts {
  /** What is counted in the record: "edit", "capture". */
  name: string
  /** In a merchant's words, with everything that was drawn for it. */
  words: string
  /** Whether it makes sense now. */
  isPossible?: (known: Known) => boolean
  happens: (history: History, known: Known) => Promise<unknown>
}

export function deed({ name, words, isPossible = () => true, happens }: DeedParts): Deed {
  return {
    check: (known) => isPossible(known),
    run: async (known, history) => {
      history.diary.push(words)
      count("deeds", name)
      await happens(history, known)
    },
    toString: () => words,
  }
}

/** Deeds of which Medusa tells, by how its news travel. */
export type Telling = (anyDelivery: fc.Arbitrary<Delivery>) => fc.Arbitrary<Deed>

/** Nothing is lost and nobody dies: then nothing may need the minute's job either. */
export const fairDelivery: fc.Arbitrary<Delivery> = fc.constantFrom<Delivery>(
  { news: "at once" },
  { news: "twice" },
  { news: "while more happens" },
  { news: "while more happens" }
)

/** Mostly at once, as it is. A worker dies anywhere between its first statement and its last. */
export const anyDelivery: fc.Arbitrary<Delivery> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Delivery>({ news: "at once" }) },
  { weight: 4, arbitrary: dyingWorker() },
  { weight: 3, arbitrary: fc.constant<Delivery>({ news: "while more happens" }) },
  { weight: 2, arbitrary: fc.constant<Delivery>({ news: "twice" }) },
  { weight: 2, arbitrary: fc.constant<Delivery>({ news: "late" }) },
  { weight: 2, arbitrary: fc.constant<Delivery>({ news: "lost" }) }
)

function dyingWorker(): fc.Arbitrary<Delivery> {
  return fc.integer({ min: 1, max: 45 }).map((at) => ({ news: "to a worker that dies", at }))
}

/** "(news at once)", "(news to a worker that dies at its step 12)". */
export const inWords = (delivery: Delivery): string =>
  delivery.news === "to a worker that dies"
    ? `(news to a worker that dies at its step ${delivery.at})`
    : `(news ${delivery.news})`
