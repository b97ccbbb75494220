/**
 * Runs with a signal that aborts after the time, or with the caller's signal, and also when the run fails: what is left
 * of an answer is not read on. (`AbortSignal.any` is not used: Node 20 may collect such a signal before it fires.)
 */
export async function withTimeLimit<T>(
  ms: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const timer = setTimeout(stop, ms)
  outer?.addEventListener("abort", stop, { once: true })
  try {
    return await run(controller.signal)
  } catch (error) {
    stop()
    throw error
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener("abort", stop)
  }
}
