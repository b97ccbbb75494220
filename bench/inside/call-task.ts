import { httpOf } from "../../integration-tests/store/http"
import type { Tasks } from "./tasks"

/** Has a task done inside of a Medusa process, and answers what it measured there. */
export type CallTask = <Name extends keyof Tasks>(
  name: Name,
  input: Parameters<Tasks[Name]>[1]
) => Promise<Awaited<ReturnType<Tasks[Name]>>>

export function taskCaller(url: string): CallTask {
  const http = httpOf(
    () => url,
    () => ({})
  )
  return (name, input) => http.post(`/bench/${name}`, input)
}
