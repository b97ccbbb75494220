import { answering, isFirstWhenAnswered } from "../answer-first"

const request = () => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  return { answered, answer }
}

describe("Whoever changes an order is answered before Klarna is told", () => {
  it("Without a request in this process nobody is waited for", async () => {
    await expect(isFirstWhenAnswered("order_1")).resolves.toBe(true)
  })

  it("A sync waits for the answers to all requests about its order, and not for those about others", async () => {
    const [one, another, elsewhere] = [request(), request(), request()]
    answering("order_1", one.answered)
    answering("order_1", another.answered)
    answering("order_2", elsewhere.answered)
    const order: string[] = []
    const sync = isFirstWhenAnswered("order_1").then(() => order.push("sync"))
    one.answer()
    await one.answered
    order.push("answered")
    another.answer()
    await sync
    expect(order).toEqual(["answered", "sync"])
    elsewhere.answer()
  })

  it("Of several events of one request one brings the sync", async () => {
    const { answered, answer } = request()
    answering("order_1", answered)
    const syncs = ["updated", "confirmed", "captured"].map(() => isFirstWhenAnswered("order_1"))
    answer()
    await expect(Promise.all(syncs)).resolves.toEqual([true, false, false])
    await expect(isFirstWhenAnswered("order_1")).resolves.toBe(true)
  })

  it("A request that is never answered does not keep Klarna from being told", async () => {
    answering("order_1", request().answered)
    await expect(isFirstWhenAnswered("order_1")).resolves.toBe(true)
  })
})
