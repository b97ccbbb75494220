import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaBackfillFindingsResponse, AdminKlarnaBackfillResponse } from "./types"

const PATH = "/admin/klarna/backfill"
const WATCHED_EVERY_MS = 1_000

/** The last run, looked at each second while it runs. */
export function useBackfill() {
  return useQuery({
    queryKey: klarnaKeys.backfill,
    queryFn: async () => (await sdk.client.fetch<AdminKlarnaBackfillResponse>(PATH)).backfill,
    retry: false,
    refetchInterval: ({ state }) => state.data?.state === "running" && WATCHED_EVERY_MS,
  })
}

export interface BackfillWish {
  path: string
  provider: string
  dry_run: boolean
  sync?: boolean
}

export type BackfillStep = { begin: BackfillWish } | "stop" | "resume"

/** Begins, stops or goes on; the answer is the run. */
export function useBackfillStep() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (step: BackfillStep) => {
      const [path, body] = typeof step === "string" ? [`${PATH}/${step}`, {}] : [PATH, step.begin]
      return (await sdk.client.fetch<AdminKlarnaBackfillResponse>(path, { method: "POST", body })).backfill
    },
    onSuccess: (run) => queries.setQueryData(klarnaKeys.backfill, run),
  })
}

/** What is not in sync, a page at a time: `after` is the last payment of the page before. */
export function useBackfillFindings(runId: string, after: string | undefined) {
  return useQuery({
    queryKey: [...klarnaKeys.backfill, runId, after ?? ""],
    queryFn: () =>
      sdk.client.fetch<AdminKlarnaBackfillFindingsResponse>(`${PATH}/findings`, { query: after ? { after } : {} }),
    retry: false,
  })
}
