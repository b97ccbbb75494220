/** How long something took by the clock, and of this process's CPU; milliseconds. */
export interface Took {
  ms: number
  cpuMs: number
}

export async function timed(work: () => Promise<unknown>): Promise<Took> {
  const cpu = process.cpuUsage()
  const begin = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { ms: performance.now() - begin, cpuMs: (user + system) / 1000 }
}
