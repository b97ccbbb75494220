/** A gate has to be the same for every change that passes it; wherever else they are played, each run has a seed of its own. */
const SEED_OF_CI = 125362579

/** What `run.mjs` was told, and what a plain `npm test` does. */
export const settings = {
  runs: Number(process.env.HISTORIES_RUNS || 50),
  /** No history begins after it, in milliseconds. */
  endsAt: process.env.HISTORIES_MINUTES ? Date.now() + Number(process.env.HISTORIES_MINUTES) * 60_000 : Infinity,
  seed: Number(process.env.HISTORIES_SEED || (process.env.CI ? SEED_OF_CI : Date.now() % 2 ** 31)),
  /** Only these of them: "63", or "51-75". */
  only: process.env.HISTORIES_ONLY || undefined,
  path: process.env.HISTORIES_PATH || undefined,
  replayPath: process.env.HISTORIES_REPLAY_PATH || undefined,
  /** Plays on after a failure, to see how many there are, and makes none of them shorter. */
  keepGoing: process.env.HISTORIES_KEEP_GOING === "true",
  /** Where the result goes, if anywhere. */
  recordTo: process.env.HISTORIES_RECORD || undefined,
}
