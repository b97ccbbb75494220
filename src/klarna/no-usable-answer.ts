/** Inside this room: an attempt brought no answer that says what happened. Reasons name no address, token or body. */
export class NoUsableAnswer extends Error {
  override readonly name = "NoUsableAnswer"

  constructor(
    readonly reason: string,
    /** Certain that nothing reached Klarna. */
    readonly notSent = false
  ) {
    super(reason)
  }
}
