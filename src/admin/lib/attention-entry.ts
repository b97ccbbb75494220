// eslint-disable-next-line boundaries/no-unknown -- a page of the documentation is no room of the code
import page from "../../../docs/attention-codes.md?raw"
import { entryIn, type Entry } from "./entry-in"

/** What the documentation says about a code: built in, so that it fits this version and needs no address in the world. */
export const attentionEntry = (code: string): Entry | undefined => entryIn(page, code)
