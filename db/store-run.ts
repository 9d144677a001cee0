import type pg from 'pg'
import type { Db } from './client.ts'
import { type CopyValue, copyRows } from './copy-rows.ts'
import type { Json } from './database.ts'
import type { RunResults } from './run-rows.ts'
import type { TakenRun } from './runs.ts'
import { storeOwnerDemand } from './store-owner-demand.ts'

/**
 * Stores all results and ends the run, in the caller's one transaction: a run is whole or absent. A worker that was
 * thought dead and comes back after another has taken the run up stores nothing.
 */
export async function storeRun(
  db: Db,
  client: pg.PoolClient,
  taken: TakenRun,
  results: RunResults,
): Promise<void> {
  const { runId } = taken
  const held = await db
    .selectFrom('planning_run')
    .select('started_at')
    .where('planning_run_id', '=', runId)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst()
  if (held?.started_at?.getTime() !== taken.startedAt.getTime())
    throw new Error(`run ${runId} was taken up by another worker or has ended; these results are dropped`)
  await copyRows(client, FORECAST, forecastRows(runId, results))
  await copyRows(client, GROUP_DEMAND, groupDemandRows(runId, results))
  await storeOwnerDemand(db, client, runId, results.ownerDemand)
  await copyRows(client, PLAN, planRows(runId, results))
  await copyRows(client, ORDER_VARIANCE, varianceRows(runId, results))
  await copyRows(client, ORDER_CAUSE, causeRows(runId, results))
  await copyRows(client, SMOOTHING, smoothingRows(runId, results))
  await copyRows(client, BATCH, batchRows(runId, results))
  await copyRows(client, BATCH_LINE, batchLineRows(runId, results))
  await copyRows(client, BATCH_PEGGING, peggingRows(runId, results))
  await copyRows(client, LINE_LOAD, lineLoadRows(runId, results))
  await copyRows(client, EXCEPTION, exceptionRows(runId, results))
  await db
    .updateTable('planning_run')
    .set({
      state: 'finished',
      stage: 'finished',
      item_count: results.forecasts.length,
      learned: results.learned === null ? null : (JSON.stringify(results.learned) as unknown as Json),
      batch_gap_fraction: results.batchGapFraction,
      stopped_by: results.stoppedBy,
      problem: null,
      finished_at: new Date(),
    })
    .where('planning_run_id', '=', runId)
    .execute()
}

const FORECAST = `run_forecast (item_id, planning_run_id, method, reasons, demand_pattern, history_start, history,
  history_status, mean, mean_before_expectations, mean_before_override, paid, deposit, subscription, intent, model, gross_deposit, quantiles, lead_time_weeks,
  lead_time_mean, lead_time_quantiles, effects)`

function* forecastRows(runId: number, { forecasts }: RunResults): Generator<CopyValue[]> {
  for (const row of forecasts)
    yield [
      row.itemId,
      runId,
      row.method,
      JSON.stringify(row.reasons),
      row.demandPattern,
      row.historyStart,
      row.history,
      row.historyStatus,
      row.mean,
      row.meanBeforeExpectations,
      row.meanBeforeOverride,
      row.paid,
      row.deposit,
      row.subscription,
      row.intent,
      row.model,
      row.grossDeposit,
      row.quantiles,
      row.leadTimeWeeks,
      row.leadTimeMean,
      row.leadTimeQuantiles,
      row.effects,
    ]
}

const GROUP_DEMAND = `run_group_demand (planning_run_id, base_unit, group_kind, category_id, product_id, region,
  item_count, mean, on_book, quantiles, sum_weeks, sum_means, sum_quantiles, history)`

function* groupDemandRows(runId: number, { groupDemand }: RunResults): Generator<CopyValue[]> {
  for (const row of groupDemand)
    yield [
      runId,
      row.baseUnit,
      row.kind,
      row.categoryId,
      row.productId,
      row.region,
      row.itemCount,
      row.mean,
      row.onBook,
      row.quantiles,
      row.sumWeeks,
      row.sumMeans,
      row.sumQuantiles,
      row.history,
    ]
}

const PLAN = `run_plan (item_id, planning_run_id, supplier_id, on_hand, backorder, scheduled_receipts, required,
  order_quantity, receipt_quantity, projected_stock, safety_stock, cover_known, cover_model, cover_safety, cover_top_up,
  authorised_make, authorised_reserve, authorised_material, order_variance_ratio, adjustments,
  expected_returns, return_basis)`

function* planRows(runId: number, { plans }: RunResults): Generator<CopyValue[]> {
  for (const row of plans)
    yield [
      row.itemId,
      runId,
      row.supplierId,
      row.onHand,
      row.backorder,
      row.scheduledReceipts,
      row.required,
      row.orderQuantity,
      row.receiptQuantity,
      row.projectedStock,
      row.safetyStock,
      row.coverKnown,
      row.coverModel,
      row.coverSafety,
      row.coverTopUp,
      row.authorisedMake,
      row.authorisedReserve,
      row.authorisedMaterial,
      row.orderVarianceRatio,
      JSON.stringify(row.adjustments),
      row.expectedReturns,
      row.returnBasis && JSON.stringify(row.returnBasis),
    ]
}

const ORDER_VARIANCE = `run_order_variance (planning_run_id, tier, basis, aggregation, item_id, ratio, ratio_low,
  ratio_high, net_stock_amplification, bucket, bucket_count)`

function* varianceRows(runId: number, { orderVariance }: RunResults): Generator<CopyValue[]> {
  for (const row of orderVariance)
    yield [
      runId,
      row.tier,
      row.basis,
      row.aggregation,
      row.itemId,
      row.ratio,
      row.ratioLow,
      row.ratioHigh,
      row.netStockAmplification,
      'week',
      row.bucketCount,
    ]
}

const ORDER_CAUSE = 'run_order_cause (planning_run_id, supplier_id, cause, ratio, bucket_count)'

function* causeRows(runId: number, { orderCauses }: RunResults): Generator<CopyValue[]> {
  for (const { supplierId, cause, ratio, bucketCount } of orderCauses)
    yield [runId, supplierId, cause, ratio, bucketCount]
}

const SMOOTHING = `run_smoothing (planning_run_id, supplier_id, gap_share, levelling_weeks, reason, method, item_count,
  sampled_count, week_count, costs)`

function* smoothingRows(runId: number, { smoothing }: RunResults): Generator<CopyValue[]> {
  for (const row of smoothing)
    yield [
      runId,
      row.supplierId,
      row.gapShare,
      row.levellingWeeks,
      row.reason,
      row.method,
      row.itemCount,
      row.sampledCount,
      row.weekCount,
      JSON.stringify(row.costs),
    ]
}

const BATCH = `batch (planning_run_id, batch_number, supplier_id, production_line_id, setup_family_id, week,
  sequence_in_week, starts_on, ends_on, quantity, minimum_quantity, setup_minutes, run_minutes, changeover_from_family_id,
  changeover_minutes, changeover_cost_minor, authorisation)`

function* batchRows(runId: number, { batches }: RunResults): Generator<CopyValue[]> {
  for (const row of batches)
    yield [
      runId,
      row.batchNumber,
      row.supplierId,
      row.productionLineId,
      row.setupFamilyId,
      row.week,
      row.sequenceInWeek,
      row.startsOn,
      row.endsOn,
      row.quantity,
      row.minimumQuantity,
      row.setupMinutes,
      row.runMinutes,
      row.changeoverFromFamilyId,
      row.changeoverMinutes,
      row.changeoverCostMinor,
      row.authorisation,
    ]
}

const BATCH_LINE = 'batch_line (item_id, planning_run_id, batch_number, supplier_id, quantity)'

function* batchLineRows(runId: number, { batches }: RunResults): Generator<CopyValue[]> {
  for (const batch of batches)
    for (const line of batch.lines)
      yield [line.itemId, runId, batch.batchNumber, batch.supplierId, line.quantity]
}

const BATCH_PEGGING =
  'batch_pegging (item_id, planning_run_id, batch_number, purpose, campaign_id, need_week, quantity)'

function* peggingRows(runId: number, { batches }: RunResults): Generator<CopyValue[]> {
  for (const batch of batches)
    for (const peg of batch.pegging)
      yield [peg.itemId, runId, batch.batchNumber, peg.purpose, peg.campaignId, peg.needWeek, peg.quantity]
}

const LINE_LOAD = `run_line_load (planning_run_id, production_line_id, supplier_id, week, available_minutes,
  run_minutes, setup_minutes, overtime_minutes, is_detailed)`

function* lineLoadRows(runId: number, { lineLoads }: RunResults): Generator<CopyValue[]> {
  for (const row of lineLoads)
    yield [
      runId,
      row.productionLineId,
      row.supplierId,
      row.week,
      row.availableMinutes,
      row.runMinutes,
      row.setupMinutes,
      row.overtimeMinutes,
      row.isDetailed,
    ]
}

const EXCEPTION = `run_exception (planning_run_id, exception_number, kind, item_id, supplier_id, production_line_id, week,
  quantity, money_at_risk_minor, cause, parameters)`

function* exceptionRows(runId: number, { exceptions }: RunResults): Generator<CopyValue[]> {
  let number = 0
  for (const row of exceptions) {
    number += 1
    yield [
      runId,
      number,
      row.kind,
      row.itemId,
      row.supplierId,
      row.productionLineId,
      row.week,
      row.quantity,
      row.moneyAtRiskMinor,
      row.cause,
      row.parameters,
    ]
  }
}
