/** Another process holds the order now and will finish what is to be done. */
export class ClaimLostError extends Error {
  override readonly name = "ClaimLostError"
  constructor(order_id: string) {
    super(`The claim on order ${order_id} was lost to another process`)
  }
}
