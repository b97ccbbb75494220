import { emit } from "./emit"
import { memory } from "./memory"
import { patchLoop } from "./patch-loop"
import { pureParts } from "./pure-parts"
import { readLoop } from "./read-loop"
import { reconcile } from "./reconcile"
import { syncLoop } from "./sync-loop"
import { watch, watched } from "./watch"

/** What the bench has done inside of a Medusa process, by name. */
export const tasks = { syncLoop, patchLoop, readLoop, emit, memory, pureParts, reconcile, watch, watched }

export type Tasks = typeof tasks
