import { join } from "path"
import { serveMedusa } from "../../integration-tests/processes/serve-medusa"
import { serveTasks } from "./serve-tasks"

void serveMedusa(join(__dirname, "..", "plain-store"), serveTasks)
