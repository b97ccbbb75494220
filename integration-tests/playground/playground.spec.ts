import { playgroundOf } from "./playground-of"
import { tellThere } from "./tell"

const playground = playgroundOf(process.env)

describe("Klarna's playground", () => {
  if (typeof playground !== "string") return tellThere(() => playground)

  process.stderr.write(`Klarna's playground is not asked: ${playground}\n`)
  it.skip(`is not asked: ${playground}`, () => undefined)
})
