import { Badge, StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminKlarnaOrder, SyncState } from "../../lib/types"

type Color = "green" | "orange" | "red" | "grey" | "blue"

const STATE_COLORS: Record<SyncState, Color> = {
  in_sync: "green",
  pending: "orange",
  needs_attention: "red",
  off: "grey",
  closed: "grey",
}

/** How the sync stands. What needs attention and was seen is quieter. */
export function StateBadge({ klarna, isHeld = false }: { klarna: AdminKlarnaOrder; isHeld?: boolean }) {
  const { t } = useTranslation("klarna")
  const { sync_state, attention_seen_at } = klarna
  const isSeen = sync_state === "needs_attention" && attention_seen_at
  const key = isHeld ? "waits_for_you" : isSeen ? "seen" : sync_state
  return (
    <StatusBadge color={isSeen ? "grey" : STATE_COLORS[sync_state]} className="whitespace-nowrap">
      {t(`state.${key}`)}
    </StatusBadge>
  )
}

const STATUS_COLORS: Record<string, Color> = {
  AUTHORIZED: "blue",
  PART_CAPTURED: "blue",
  CAPTURED: "green",
  CANCELLED: "grey",
  EXPIRED: "red",
}

/** Klarna's own state of the order. */
export function KlarnaStatusBadge({ status }: { status: string | null }) {
  const { t } = useTranslation("klarna")
  if (!status) return null
  return (
    <Badge size="2xsmall" color={STATUS_COLORS[status] ?? "grey"}>
      {t(`status.${status}`, { defaultValue: status })}
    </Badge>
  )
}

/** Only where Klarna has not simply accepted the buyer. */
export function FraudBadge({ fraud }: { fraud: string | null }) {
  const { t } = useTranslation("klarna")
  if (!fraud || fraud === "ACCEPTED") return null
  return (
    <Badge size="2xsmall" color={fraud === "PENDING" ? "orange" : "red"}>
      {t(`fraud.${fraud}`, { defaultValue: fraud })}
    </Badge>
  )
}

/** Only where no real money is involved. */
export function EnvironmentBadge({ environment }: { environment: string }) {
  const { t } = useTranslation("klarna")
  if (environment === "live") return null
  return (
    <Badge size="2xsmall" color="purple">
      {t(`environment.${environment}`, { defaultValue: environment })}
    </Badge>
  )
}
