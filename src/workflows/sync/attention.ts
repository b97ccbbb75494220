import type { Attention } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"

/** What a person has to look at that no plan can know: the way to Klarna itself. One sentence what happened, one what to do. */

export function accountMissing({ account_id, environment, region }: KlarnaOrderRow): Attention {
  return {
    code: "account_missing",
    message: `The order was sold with the Klarna account "${account_id}" (${environment}, ${region}), which is not configured any more. Nothing is sent to Klarna. Add the account to the options again, as "retired" if it shall not sell.`,
    details: { account_id, environment, region },
  }
}

export function severalKlarnaOrders(klarna_order_ids: string[]): Attention {
  return {
    code: "several_klarna_orders",
    message:
      "More than one live Klarna order belongs to this order, so it cannot be told which one a change is meant for. Nothing is sent. Cancel all but one in Klarna's portal, then look again.",
    details: { klarna_order_ids },
  }
}

export function klarnaUnavailable(reason: string | undefined): Attention {
  return {
    code: "klarna_unavailable",
    message: `Klarna did not answer in several attempts over five hours${reason ? ` (${reason})` : ""}. The change has not been told, or it is not known whether it arrived. Check Klarna's status page, then synchronise again; do not ship more than Klarna confirmed.`,
  }
}

export function credentialsRejected(klarna: NonNullable<Attention["klarna"]>): Attention {
  return {
    code: "credentials_rejected",
    message:
      "Klarna rejected the user name or password of this order's account. Nothing was sent. Correct the credentials in the options, then synchronise again.",
    klarna,
  }
}

export function klarnaOrderMissing(klarna: NonNullable<Attention["klarna"]>): Attention {
  return {
    code: "klarna_order_missing",
    message:
      "Klarna does not let this account read the order. Nothing was sent. Check that account, environment and region are the ones the order was sold with; do not ship before Klarna shows the order.",
    klarna,
  }
}

/** `reason` only where it is a sentence of ours or of core's for people; others may quote data. */
export function paymentNotFollowing(reason: string | undefined): Attention {
  return {
    code: "payment_not_following",
    message: `Klarna and the order agree, but Medusa's payment could not be made to follow${reason ? `: ${reason}` : ""}. It is tried again every few minutes; do not capture before, or a wrong amount may be taken.`,
  }
}
