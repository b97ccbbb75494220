import { readFileSync } from "node:fs"
import { join } from "node:path"
import { adminKlarnaRoutes } from "../../src/api/admin/klarna/middlewares"

const api = join(__dirname, "..", "..", "src", "api")
const responses = readFileSync(join(api, "admin", "klarna", "responses.ts"), "utf8")

const commentsIn = (file: string) => readFileSync(file, "utf8").match(/\/\*\*[^]*?\*\//g) ?? []

const routes = adminKlarnaRoutes.map(({ method, matcher }) => {
  const path = String(matcher)
  const verb = String([method].flat()[0])
  const file = join(api, ...path.split("/").map((part) => part.replace(/^:(.*)/, "[$1]")), "route.ts")
  return {
    method: verb,
    path,
    comment: commentsIn(file).find((comment) => comment.includes(`@oas [${verb.toLowerCase()}]`)) ?? "",
  }
})

describe("The OpenAPI comments in Medusa's form", () => {
  it.each(routes)("of $method $path say method, path, parameters and answer", ({ method, path, comment }) => {
    const written = path.replace(/:(\w+)/g, "{$1}")
    expect(comment).toContain(`@oas [${method.toLowerCase()}] ${written}\n`)
    for (const [, name] of path.matchAll(/:(\w+)/g)) expect(comment).toContain(`- (path) ${name}=* {string}`)
    const [, schema] = /schemas\/(\w+)"/.exec(comment) ?? []
    expect(responses).toContain(`export interface ${schema} `)
    expect(responses).toContain(`@schema ${schema}\n`)
  })

  it("have an operation id of their own each", () => {
    const ids = routes.map(({ comment }) => /operationId: (\w+)/.exec(comment)?.[1])
    expect(ids).not.toContain(undefined)
    expect(new Set(ids).size).toBe(routes.length)
  })
})
