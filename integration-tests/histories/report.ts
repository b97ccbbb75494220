import fc, { type RunDetails } from "fast-check"

/** A history that did not end well: what is wrong, and what happened, in a merchant's words. */
export class HistoryFailed extends Error {
  override readonly name = "HistoryFailed"
  constructor(complaints: string[], diary: string[]) {
    super([...complaints.map((complaint) => `! ${complaint}`), "What happened:", ...diary.map(asLine)].join("\n"))
  }
}

const asLine = (entry: string) => (entry.startsWith(" ") ? `    ${entry}` : `  - ${entry}`)

/** Jest swallows what is printed with `console`. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

interface Failed extends Pick<RunDetails<unknown>, "seed" | "counterexamplePath" | "errorInstance" | "numShrinks"> {
  counterexample: unknown[] | null
}

/** The shortest history that was found, and how to see it again. */
export function failure({ seed, counterexample, counterexamplePath, errorInstance, numShrinks }: Failed) {
  const replayPath = /replayPath=\\*"([^"\\]*)/.exec(fc.stringify(counterexample))?.[1]
  const again = `npm run test:histories -- --runs 1 --seed ${seed} --path ${counterexamplePath} --replay-path ${replayPath}`
  const story = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return new Error(`A history ended badly (made shorter ${numShrinks} times).\n${story}\nSee it again: ${again}`)
}
