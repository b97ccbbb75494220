import { join } from "path"
import { serveMedusa } from "./serve-medusa"

/** The store of medusa-config.ts, with the plugin. */
void serveMedusa(join(__dirname, "..", ".."))
