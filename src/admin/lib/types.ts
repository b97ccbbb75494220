import type { AdminKlarnaOrder, AdminKlarnaPreview, AdminKlarnaOperation } from "../../api/admin/klarna/responses"

export type {
  AdminKlarnaAccount,
  AdminKlarnaActionResponse,
  AdminKlarnaBackfill,
  AdminKlarnaBackfillFinding,
  AdminKlarnaBackfillFindingsResponse,
  AdminKlarnaBackfillResponse,
  AdminKlarnaConnectionTestResponse,
  AdminKlarnaDifferenceResponse,
  AdminKlarnaOperation,
  AdminKlarnaOrder,
  AdminKlarnaOrderListItem,
  AdminKlarnaOrderListResponse,
  AdminKlarnaOrderResponse,
  AdminKlarnaPreview,
  AdminKlarnaSettingsResponse,
  AdminKlarnaSummaryResponse,
  AdminKlarnaUser,
  KlarnaAction,
  KlarnaActionObstacle,
  KlarnaActions,
  SideBySide,
  SideBySideLine,
} from "../../api/admin/klarna/responses"

export type SyncState = AdminKlarnaOrder["sync_state"]
export type Attention = NonNullable<AdminKlarnaOrder["attention"]>[number]
export type AttentionCode = NonNullable<AdminKlarnaOrder["attention_code"]>
export type WriteInShort = AdminKlarnaPreview["writes"][number]
export type WriteKind = WriteInShort["kind"]
export type Outcome = NonNullable<AdminKlarnaOperation["outcome"]>
