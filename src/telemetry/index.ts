export { noteKlarnaCall } from "./klarna-calls"
export { traceSync } from "./sync-span"
