export { readLive } from "./live"
export { mayAct, maySync } from "./may-act"
export { differenceSideBySide } from "./side-by-side"
export { standingOf, type Standing } from "./standing"
