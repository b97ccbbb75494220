import { withTimeLimit } from "../time-limit"

const ended = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))))

describe("A call with a time limit", () => {
  it("answers what it answers, and leaves nothing behind that listens or waits", async () => {
    const outer = new AbortController()
    const listeners = {
      added: jest.spyOn(outer.signal, "addEventListener"),
      removed: jest.spyOn(outer.signal, "removeEventListener"),
    }
    const clear = jest.spyOn(globalThis, "clearTimeout")
    let inner: AbortSignal | undefined
    const answer = await withTimeLimit(60_000, outer.signal, async (signal) => {
      inner = signal
      return "answer"
    })
    expect(answer).toBe("answer")
    expect(inner!.aborted).toBe(false)
    expect(clear).toHaveBeenCalled()
    const [[, listener]] = listeners.added.mock.calls
    expect(listeners.removed).toHaveBeenCalledWith("abort", listener)
    outer.abort()
    expect(inner!.aborted).toBe(false)
    clear.mockRestore()
  })

  it("ends when its time is over", async () => {
    await expect(withTimeLimit(1, undefined, ended)).rejects.toThrow("aborted")
  })

  it("ends when its caller gives up", async () => {
    const outer = new AbortController()
    const call = withTimeLimit(60_000, outer.signal, ended)
    outer.abort()
    await expect(call).rejects.toThrow("aborted")
  })

  it("reads no further when it fails, and says why", async () => {
    let inner: AbortSignal | undefined
    const call = withTimeLimit(60_000, undefined, async (signal) => {
      inner = signal
      throw new Error("too large")
    })
    await expect(call).rejects.toThrow("too large")
    expect(inner!.aborted).toBe(true)
  })
})
