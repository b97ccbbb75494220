import ora from "ora"

/** Shows that something slow is going on, and how long it took; plain lines where there is no terminal. */
export async function during<Result>(
  what: string,
  work: (detail: (text: string) => void) => Promise<Result>
): Promise<Result> {
  const started = Date.now()
  // With stdin left alone, Ctrl-C arrives as the signal it is.
  const spinner = ora({ text: what, discardStdin: false }).start()
  try {
    const result = await work((text) => (spinner.text = `${what}: ${text}`))
    spinner.succeed(`${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    return result
  } catch (error) {
    spinner.fail(what)
    throw error
  }
}
