import type { AdminKlarnaOrder } from "./types"

/** Something can still be captured, until the authorisation expires. */
export const isOpen = ({ status }: Pick<AdminKlarnaOrder, "status">) =>
  status === "AUTHORIZED" || status === "PART_CAPTURED"
