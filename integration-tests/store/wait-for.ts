export interface Patience {
  /** Milliseconds. */
  timeout?: number
  /** Milliseconds between two looks. */
  every?: number
  /** What is being waited for, for the error message. */
  what?: string
}

/** Looks until `condition` gives something truthy without throwing, and answers it: `await waitFor(() => paid(order))`. */
export async function waitFor<Value>(
  condition: () => Value | Promise<Value>,
  { timeout = 15_000, every = 50, what = "the condition" }: Patience = {}
): Promise<NonNullable<Value>> {
  const deadline = Date.now() + timeout
  for (;;) {
    const look = await attempt(condition)
    if (look.value) return look.value
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeout} ms for ${what}: ${look.error?.message ?? `it is ${look.value}`}`, {
        cause: look.error,
      })
    }
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}

/** Waits until `assertion` (with `expect` inside) passes. */
export function eventually(assertion: () => void | Promise<void>, patience?: Patience): Promise<boolean> {
  return waitFor(
    async () => {
      await assertion()
      return true
    },
    { what: "the expectation", ...patience }
  )
}

async function attempt<Value>(condition: () => Value | Promise<Value>): Promise<{ value?: Value; error?: Error }> {
  try {
    return { value: await condition() }
  } catch (error) {
    return { error: error as Error }
  }
}
