import { sql } from 'kysely'
import type { Db, Headwater } from './client.ts'
import type { IdRanges, IdTable } from './demo-identity.ts'
import { takePlanningLock } from './planning-lock.ts'
import { requestCancel, unfinishedRuns } from './runs.ts'
import { hasSampleData, SAMPLE_PLANNER } from './sample-data.ts'

const SYSTEM = { role: 'system', userId: 'sample data' } as const

/** Rows to delete, children first: table, column, and whose ids it holds. */
export const REMOVALS: readonly (readonly [table: string, column: string, ids: IdTable])[] = [
  ['reply', 'supplier_id', 'supplier'],
  ['quote_reply', 'supplier_id', 'supplier'],
  ['quote_request', 'supplier_id', 'supplier'],
  ['quote_request', 'campaign_id', 'campaign'],
  ['publication_batch', 'supplier_id', 'supplier'],
  ['publication_line_load', 'supplier_id', 'supplier'],
  ['line_downtime', 'supplier_id', 'supplier'],
  ['slack_offer', 'supplier_id', 'supplier'],
  ['material_arrival', 'supplier_id', 'supplier'],
  ['material_statement', 'supplier_id', 'supplier'],
  ['upstream_sheet_line', 'supplier_id', 'supplier'],
  ['upstream_sheet', 'supplier_id', 'supplier'],
  ['publication_material', 'supplier_id', 'supplier'],
  ['publication_group', 'supplier_id', 'supplier'],
  ['publication_line', 'supplier_id', 'supplier'],
  ['publication_item', 'supplier_id', 'supplier'],
  ['publication', 'supplier_id', 'supplier'],
  ['batch_pegging', 'item_id', 'item'],
  ['batch_line', 'item_id', 'item'],
  ['batch', 'supplier_id', 'supplier'],
  ['run_line_load', 'supplier_id', 'supplier'],
  ['run_order_cause', 'supplier_id', 'supplier'],
  ['run_smoothing', 'supplier_id', 'supplier'],
  ['supplier_smoothing', 'supplier_id', 'supplier'],
  ['run_exception', 'item_id', 'item'],
  ['run_exception', 'supplier_id', 'supplier'],
  ['run_plan', 'item_id', 'item'],
  ['run_forecast', 'item_id', 'item'],
  ['run_group_demand', 'category_id', 'category'],
  ['run_group_demand', 'product_id', 'product'],
  ['run_owner_demand', 'shop_owner_id', 'shop_owner'],
  ['forecast_override', 'item_id', 'item'],
  ['demand_entry', 'item_id', 'item'],
  ['subscription_event', 'subscription_id', 'subscription'],
  ['subscription_change', 'subscription_id', 'subscription'],
  ['subscription', 'subscription_id', 'subscription'],
  ['source_record', 'import_id', 'import_file'],
  ['source_record', 'item_id', 'item'],
  ['owner_tag', 'shop_owner_id', 'shop_owner'],
  ['customer_tag', 'category_id', 'category'],
  ['shipment', 'item_id', 'item'],
  ['receipt', 'item_id', 'item'],
  ['supply_order', 'item_id', 'item'],
  ['stock_snapshot', 'item_id', 'item'],
  ['campaign_item', 'campaign_id', 'campaign'],
  ['campaign', 'campaign_id', 'campaign'],
  ['box_swap_rule', 'subscription_plan_id', 'subscription_plan'],
  ['box_swap_rule', 'item_id', 'item'],
  ['box_swap_rule', 'replaced_by_item_id', 'item'],
  ['box_content', 'subscription_plan_id', 'subscription_plan'],
  ['subscription_plan', 'subscription_plan_id', 'subscription_plan'],
  ['promotion', 'category_id', 'category'],
  ['promotion', 'item_id', 'item'],
  ['bill_of_materials', 'item_id', 'item'],
  ['routing', 'item_id', 'item'],
  ['unit_conversion', 'item_id', 'item'],
  ['ripening', 'item_id', 'item'],
  ['item_supplier', 'item_id', 'item'],
  ['item', 'item_id', 'item'],
  ['product', 'product_id', 'product'],
  ['category', 'category_id', 'category'],
  ['changeover', 'production_line_id', 'production_line'],
  ['family_setup', 'production_line_id', 'production_line'],
  ['line_capacity', 'production_line_id', 'production_line'],
  ['production_line', 'production_line_id', 'production_line'],
  ['setup_family', 'setup_family_id', 'setup_family'],
  ['material_supplier', 'material_id', 'material'],
  ['material', 'material_id', 'material'],
  ['working_calendar', 'supplier_id', 'supplier'],
  ['membership', 'supplier_id', 'supplier'],
  ['membership', 'shop_owner_id', 'shop_owner'],
  ['supplier', 'supplier_id', 'supplier'],
  ['shop_owner', 'shop_owner_id', 'shop_owner'],
  ['stock_location', 'stock_location_id', 'stock_location'],
  ['ledger_version', 'import_id', 'import_file'],
  ['import_fault', 'import_id', 'import_file'],
  ['import_file', 'import_id', 'import_file'],
]

/**
 * Takes the demo company out again, with the runs, publications and replies made on it; rows that are
 * not its own stay. Runs under way are cancelled and waited for: they plan what goes. Gives the number of rows deleted, 0 when there is no demo company.
 * Runs as maintenance: nobody else may delete from the ledger.
 */
export async function removeSampleData(headwater: Headwater): Promise<number> {
  await headwater.asCaller(SYSTEM, async (db) => {
    if (await hasSampleData(db)) for (const runId of await unfinishedRuns(db)) await requestCancel(db, runId)
  })
  const lock = await takePlanningLock(headwater.jobPool, () => true)
  try {
    return await removeRows(headwater)
  } finally {
    await lock?.release()
  }
}

async function removeRows(headwater: Headwater): Promise<number> {
  return headwater.asMaintenance(async (db) => {
    let deleted = 0
    for (const ranges of await sampleRanges(db)) {
      const runs = await runsOn(db, ranges)
      for (const [table, column, ids] of REMOVALS) {
        const { first, last } = ranges[ids]
        const result = await sql`
          delete from ${sql.table(table)} where ${sql.ref(column)} between ${first} and ${last}`.execute(db)
        deleted += Number(result.numAffectedRows ?? 0)
      }
      deleted += await removeEmptyRuns(db, runs)
    }
    return deleted
  })
}

async function sampleRanges(db: Db): Promise<IdRanges[]> {
  const { rows } = await sql<{ ranges: IdRanges }>`
    select distinct mapping -> 'demo' -> 'ranges' as ranges from import_file
    where source = 'demo' and mapping -> 'demo' -> 'ranges' is not null`.execute(db)
  return rows.map((row) => row.ranges)
}

async function runsOn(db: Db, ranges: IdRanges): Promise<number[]> {
  const { rows } = await sql<{ planning_run_id: number }>`
    select distinct planning_run_id from run_forecast
    where item_id between ${ranges.item.first} and ${ranges.item.last}
    union select planning_run_id from planning_run where started_by = ${SAMPLE_PLANNER}`.execute(db)
  return rows.map((row) => row.planning_run_id)
}

/** Runs that held nothing else lose their header too. */
async function removeEmptyRuns(db: Db, runs: readonly number[]): Promise<number> {
  const { rows } = await sql<{ planning_run_id: number }>`
    select planning_run_id from planning_run r where planning_run_id = any(${runs})
      and not exists (select from run_forecast f where f.planning_run_id = r.planning_run_id)
      and not exists (select from publication p where p.planning_run_id = r.planning_run_id)`.execute(db)
  const empty = rows.map((row) => row.planning_run_id)
  let deleted = 0
  for (const table of [
    'run_group_demand',
    'run_order_variance',
    'run_order_cause',
    'run_exception',
    'run_line_load',
    'batch_decision',
    'planning_run',
  ])
    deleted += Number(
      (await sql`delete from ${sql.table(table)} where planning_run_id = any(${empty})`.execute(db))
        .numAffectedRows ?? 0,
    )
  return deleted
}
