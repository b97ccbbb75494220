import { faultMatrix } from "./matrix"

/** The client repeats each call once by itself, within seconds and under the same key. */
faultMatrix(1)
