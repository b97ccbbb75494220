import type { Attention } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"

type Sums = Pick<KlarnaOrderRow, "captured_amount" | "refunded_amount">

/** Whether the merchant reads of exactly this difference between the captured or refunded sums. Minor units. */
export function isDifferenceSaid(row: KlarnaOrderRow, medusas: Sums): boolean {
  const said = (row.attention as Attention[] | null) ?? []
  const isSaid = (code: Attention["code"], sum: keyof Sums) =>
    said.some(
      ({ code: each, details }) =>
        each === code && details?.in_medusa === medusas[sum] && details.at_klarna === row[sum]
    )
  const isCaptureFine = medusas.captured_amount === row.captured_amount
  const isRefundFine = medusas.refunded_amount === row.refunded_amount
  return (
    (isCaptureFine || isSaid("captured_elsewhere", "captured_amount")) &&
    (isRefundFine || isSaid("refunded_elsewhere", "refunded_amount") || isSaid("refund_not_made", "refunded_amount"))
  )
}
