import { Router } from "express"
import { resetWorld, type World } from "../state"
import { control, done, nothing } from "./control"
import { orderControls } from "./orders"
import { sessionControls } from "./sessions"
import { surroundings } from "./surroundings"

/** The levers, below `/__simulator`. They need no credentials and are not logged. */
export function controlRoutes(world: World): Router {
  const router = Router()
  router.post(
    "/reset",
    control(nothing, () => (resetWorld(world), done))
  )
  router.use("/orders", orderControls(world))
  router.use("/sessions", sessionControls(world))
  router.use(surroundings(world))
  router.use(
    (req, res) => void res.status(404).json({ error: `There is no control ${req.method} ${req.originalUrl}.` })
  )
  return router
}
