type Values<Factors extends readonly (readonly unknown[])[]> = { -readonly [At in keyof Factors]: Factors[At][number] }

/**
 * Few combinations in which every value of one factor meets every value of every other at least once. Greedy, and the same every time:
 * begins with a pair that is still open and fills in what opens up the most.
 */
export function pairwise<const Factors extends readonly (readonly unknown[])[]>(factors: Factors): Values<Factors>[] {
  const open = openPairs(factors)
  const rows: number[][] = []
  for (const pair of open) {
    const row = filled(factors, pair, open, rows.length)
    for (const covered of pairsIn(row)) open.delete(covered)
    rows.push(row)
  }
  return rows.map((row) => row.map((value, factor) => factors[factor][value]) as Values<Factors>)
}

const nameOf = (a: number, valueOfA: number, b: number, valueOfB: number) => `${a}=${valueOfA},${b}=${valueOfB}`

function openPairs(factors: readonly (readonly unknown[])[]): Set<string> {
  const pairs = new Set<string>()
  for (let a = 0; a < factors.length; a++) {
    for (let b = a + 1; b < factors.length; b++) {
      factors[a].forEach((_, x) => factors[b].forEach((__, y) => pairs.add(nameOf(a, x, b, y))))
    }
  }
  return pairs
}

function filled(factors: readonly (readonly unknown[])[], pair: string, open: Set<string>, turn: number): number[] {
  const given = pair.split(",").map((part) => part.split("=").map(Number))
  const row: (number | undefined)[] = factors.map((_, factor) => given.find(([named]) => named === factor)?.[1])
  factors.forEach((values, factor) => {
    row[factor] ??= bestOf(values.length, turn, (value) => gain(row, factor, value, open))
  })
  return row as number[]
}

/** How many open pairs a value would close with what the row has already. */
function gain(row: (number | undefined)[], factor: number, value: number, open: Set<string>): number {
  const tried = row.map((known, at) => (at === factor ? value : known))
  return pairsIn(tried).filter((pair) => open.has(pair)).length
}

/** Among equals they take turns, so that no value is everybody's second choice. */
function bestOf(count: number, turn: number, scoreOf: (value: number) => number): number {
  const values = Array.from({ length: count }, (_, at) => (at + turn) % count)
  const scores = values.map(scoreOf)
  return values[scores.indexOf(Math.max(...scores))]
}

function pairsIn(row: (number | undefined)[]): string[] {
  return row.flatMap((x, a) =>
    row.slice(a + 1).flatMap((y, after) => (x === undefined || y === undefined ? [] : [nameOf(a, x, a + 1 + after, y)]))
  )
}
