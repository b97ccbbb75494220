/**
 * No call lasts longer, all attempts together: the limit of the option `deadlineMs`. Whoever waits for a call of somebody else's, or
 * holds a claim while it calls, counts with this.
 */
export const LONGEST_CALL_MS = 40_000
