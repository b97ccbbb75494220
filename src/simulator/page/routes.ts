import { Router } from "express"
import { redirectRoutes } from "./redirects"
import { overview } from "./overview"
import type { World } from "../state"

/** What people look at: the overview, the buyer's stand-in page, and the way back to the shop. */
export function pageRoutes(world: World): Router {
  const router = Router()
  router.get("/", overview)
  router.use("/__simulator", redirectRoutes(world))
  return router
}
