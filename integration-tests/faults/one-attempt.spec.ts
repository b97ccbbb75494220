import { faultMatrix } from "./matrix"

/** Each call is one request: what goes wrong is the sync's to repeat, in minutes and hours, or the merchant's. */
faultMatrix(0)
