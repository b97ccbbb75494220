export { askAboutEdit, askAboutUpdate } from "./ask-klarna-first"
export { type Asking, endAsking } from "./asking"
export type { OrderUpdate } from "./previews"
