/** A merchant took the order out of the sync while it was running: nothing more goes out. */
export class DisconnectedError extends Error {
  override readonly name = "DisconnectedError"
  constructor(order_id: string) {
    super(`Order ${order_id} was disconnected from Klarna`)
  }
}
