import type { MedusaContainer } from "@medusajs/framework/types"
import express, { type Express } from "express"
import { tasks, type Tasks } from "./tasks"

type Task = (container: MedusaContainer, input: unknown) => Promise<unknown>

/** Beside Medusa's own routes: what the bench measures in the process itself. */
export function serveTasks(app: Express, container: MedusaContainer): void {
  app.post("/bench/:task", express.json({ limit: "50mb" }), async (req, res) => {
    const task = tasks[req.params.task as keyof Tasks] as Task
    try {
      res.json((await task(container, req.body)) ?? {})
    } catch (error) {
      res.status(500).json({ message: (error as Error).stack })
    }
  })
}
