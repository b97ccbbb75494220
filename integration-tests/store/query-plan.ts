import type { Knex } from "@medusajs/framework/mikro-orm/knex"

interface Node {
  "Node Type": string
  "Relation Name"?: string
  "Index Name"?: string
  "Actual Rows": number
  "Actual Loops": number
  "Rows Removed by Filter"?: number
  "Rows Removed by Index Recheck"?: number
  Plans?: Node[]
}

export interface QueryPlan {
  /** Tables that were read from end to end. */
  readWhole: string[]
  indexes: string[]
  /** Of all tables together, those included that were read and then dropped. */
  rowsRead: number
  /** What the statement answers, or changes. */
  rowsFound: number
}

/** How PostgreSQL carries out a statement. It is carried out, and taken back. */
export async function explain(knex: Knex, query: Knex.Raw | Knex.QueryBuilder): Promise<QueryPlan> {
  const { sql, bindings } = query.toSQL()
  const trx = await knex.transaction()
  try {
    const { rows } = await trx.raw<{ rows: { "QUERY PLAN": { Plan: Node }[] }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      bindings as Knex.RawBinding[]
    )
    return summaryOf(rows[0]["QUERY PLAN"][0].Plan)
  } finally {
    await trx.rollback()
  }
}

function summaryOf(root: Node): QueryPlan {
  const nodes = [...nodesOf(root)]
  const readsTable = nodes.filter((node) => node["Relation Name"] && node["Node Type"].includes("Scan"))
  return {
    readWhole: readsTable.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]!),
    indexes: nodes.flatMap((node) => node["Index Name"] ?? []),
    rowsRead: readsTable.reduce((sum, node) => sum + rowsOf(node), 0),
    rowsFound: (root["Node Type"] === "ModifyTable" && !root["Actual Rows"] ? root.Plans![0] : root)["Actual Rows"],
  }
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const each of node.Plans ?? []) yield* nodesOf(each)
}

const rowsOf = (node: Node): number =>
  node["Actual Loops"] *
  (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0))
