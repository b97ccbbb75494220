/** What many samples say together. */
export interface Summary {
  median: number
  /** The middle half of the samples: first and third quartile. */
  spread: [number, number]
  /** 95 % bootstrap interval of the median. */
  interval: [number, number]
  samples: number
}

const RESAMPLES = 2000

export function summaryOf(samples: number[]): Summary {
  return {
    median: median(samples),
    spread: [quantile(samples, 0.25), quantile(samples, 0.75)],
    interval: bootstrapInterval(samples),
    samples: samples.length,
  }
}

export const median = (samples: number[]): number => quantile(samples, 0.5)

/** Between two samples it lies in proportion. */
export function quantile(samples: number[], q: number): number {
  if (!samples.length) throw new Error("There are no samples")
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)]
  return below + (sorted[Math.ceil(at)] - below) * (at % 1)
}

/**
 * Between which values the median lies with 95 % confidence: that of samples drawn from the samples, again and again (percentile bootstrap).
 * The draws are the same each time, so that the same samples give the same interval.
 */
export function bootstrapInterval(samples: number[], statistic = median): [number, number] {
  const random = drawFrom(samples.length)
  const drawn = Array.from({ length: RESAMPLES }, () => statistic(samples.map(() => samples[random()])))
  return [quantile(drawn, 0.025), quantile(drawn, 0.975)]
}

/** mulberry32: small, and good enough to draw with. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function drawFrom(count: number): () => number {
  let seed = 1
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count
  }
}
