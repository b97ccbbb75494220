import { callbackToken, subjectOfToken } from "../callback-token"

const secret = "a secret of a shop, long enough to be one"
const token = callbackToken(secret, "notification", "payses_1")

describe("The address of a callback", () => {
  it("tells the payment session that it was made for", () => {
    expect(subjectOfToken(secret, "notification", token)).toBe("payses_1")
  })

  it.each([
    ["another session", token.replace("payses_1", "payses_2")],
    ["a proof that was changed", `${token.slice(0, -2)}AA`],
    ["no proof", "payses_1"],
    ["an empty proof", "payses_1."],
    ["something behind the proof", `${token}.more`],
    ["nothing at all", ""],
  ])("is not believed with %s", (_, given) => {
    expect(subjectOfToken(secret, "notification", given)).toBeUndefined()
  })

  it("is good for one kind of callback only", () => {
    expect(subjectOfToken(secret, "authorization", token)).toBeUndefined()
  })

  it("is not believed once the secret has changed", () => {
    expect(subjectOfToken(`${secret}!`, "notification", token)).toBeUndefined()
  })
})
