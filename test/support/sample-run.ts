import type { Db } from '#db/client'
import type { ExceptionCause } from '#db/run-rows'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { addDays } from '#planning/time-bucket'

/** First planned week of the sample run. */
export const FIRST_WEEK = '2026-06-01'
export const HORIZON = 26
const HISTORY_WEEKS = 60

export const SAMPLE = {
  supplierId: 11,
  otherSupplierId: 12,
  shopOwnerId: 21,
  lineId: 31,
  jacketId: 101,
  shirtId: 102,
  boxId: 103,
  campaignId: 41,
  runId: 1,
} as const

export const weeks = (value: (week: number) => number, count = HORIZON) =>
  Array.from({ length: count }, (_, week) => value(week))

/** One finished run over the sample items. */
export async function insertSampleRun(db: Db, planningRunId: number, firstWeek: string) {
  await db
    .insertInto('planning_run')
    .values({
      planning_run_id: planningRunId,
      as_of: addDays(firstWeek, -1),
      ledger_version: 1,
      first_bucket: firstWeek,
      horizon_weeks: HORIZON,
      detail_weeks: 13,
      quantile_levels: [...QUANTILE_LEVELS],
      seed: 1,
      parameters: JSON.stringify({ gapShare: 0.5, levellingWeeks: 4 }),
      state: 'finished',
      started_by: 'test',
      batch_gap_fraction: 0.012,
      finished_at: new Date(`${firstWeek}T01:00:00Z`),
    })
    .execute()
  await db
    .insertInto('run_forecast')
    .values([
      forecast(planningRunId, firstWeek, SAMPLE.jacketId, {
        level: 90,
        deposit: (week) => (week >= 5 && week < 8 ? 380 : 0),
        paid: () => 0,
        subscription: () => 0,
        pattern: 'erratic',
      }),
      forecast(planningRunId, firstWeek, SAMPLE.shirtId, {
        level: 260,
        deposit: () => 0,
        paid: (week) => Math.max(0, 90 - 30 * week),
        subscription: () => 0,
        pattern: 'smooth',
      }),
      forecast(planningRunId, firstWeek, SAMPLE.boxId, {
        level: 400,
        deposit: () => 0,
        paid: () => 500,
        subscription: (week) => 1500 - 40 * week,
        pattern: 'smooth',
      }),
    ])
    .execute()
  await plan(db, planningRunId)
  await batches(db, planningRunId, firstWeek)
  await findings(db, planningRunId, firstWeek)
}

function forecast(
  planning_run_id: number,
  firstWeek: string,
  item_id: number,
  shape: {
    level: number
    pattern: string
    paid: (week: number) => number
    deposit: (week: number) => number
    subscription: (week: number) => number
  },
) {
  const paid = weeks(shape.paid)
  const deposit = weeks(shape.deposit)
  const subscription = weeks(shape.subscription)
  const intent = weeks((week) => (week < 8 ? shape.level * 0.05 : 0))
  const model = weeks((week) => shape.level * (1 + 0.2 * Math.sin(week / 4)))
  const mean = weeks(
    (week) => paid[week]! + deposit[week]! + subscription[week]! + intent[week]! + model[week]!,
  )
  const spread = (level: number, week: number) => 1 + (level - 0.5) * (0.5 + week * 0.02)
  return {
    planning_run_id,
    item_id,
    method: 'dynamic Theta + Theta + ETS(A,N,N) + ETS(A,N,N) + seasonal decomposition',
    reasons: JSON.stringify([
      { kind: 'demand-pattern', pattern: 'smooth', demandInterval: 1, sizeVariation: 0.2 },
      { kind: 'effects', isMultiplicative: true, causes: ['time-of-year', 'holiday', 'promotion'] },
    ]),
    demand_pattern: shape.pattern,
    history_start: addDays(firstWeek, -7 * HISTORY_WEEKS),
    history: weeks((week) => Math.round(shape.level * (1 + 0.25 * Math.sin(week / 4))), HISTORY_WEEKS),
    history_status: weeks((week) => (week === 50 ? 2 : 0), HISTORY_WEEKS),
    mean,
    paid,
    deposit,
    subscription,
    intent,
    model,
    gross_deposit: deposit.map((value) => value * 1.15),
    quantiles: QUANTILE_LEVELS.flatMap((level) => mean.map((value, week) => value * spread(level, week))),
    lead_time_weeks: 5,
    lead_time_mean: mean.slice(0, 5).reduce((sum, value) => sum + value, 0),
    lead_time_quantiles: QUANTILE_LEVELS.map((level) => mean[0]! * 5 * spread(level, 3)),
  }
}

async function plan(db: Db, planning_run_id: number) {
  const order_quantity = weeks((week) => (week % 3 === 0 ? 400 : 0))
  for (const [item_id, supplier_id] of [
    [SAMPLE.jacketId, SAMPLE.supplierId],
    [SAMPLE.shirtId, SAMPLE.supplierId],
    [SAMPLE.boxId, SAMPLE.otherSupplierId],
  ] as const)
    await db
      .insertInto('run_plan')
      .values({
        item_id,
        planning_run_id,
        supplier_id,
        on_hand: 350,
        backorder: 0,
        scheduled_receipts: weeks((week) => (week === 2 ? 200 : 0)),
        required: weeks(() => 120),
        order_quantity,
        receipt_quantity: weeks((week) => order_quantity[week - 4] ?? 0),
        projected_stock: weeks((week) => 350 - 90 * week),
        safety_stock: 140,
        cover_known: order_quantity.map((value) => value / 2),
        cover_model: order_quantity.map((value) => value / 4),
        cover_safety: order_quantity.map((value) => value / 8),
        cover_top_up: order_quantity.map((value) => value / 8),
        authorised_make: weeks((week) => Math.min(600, 200 * week)),
        authorised_reserve: weeks((week) => Math.min(800, 220 * week)),
        authorised_material: weeks((week) => 240 * week),
        order_variance_ratio: 1.42,
      })
      .execute()
}

async function batches(db: Db, planning_run_id: number, firstWeek: string) {
  for (const number of [1, 2, 3, 4]) {
    const week = addDays(firstWeek, 7 * number)
    await db
      .insertInto('batch')
      .values({
        planning_run_id,
        batch_number: number,
        supplier_id: SAMPLE.supplierId,
        production_line_id: SAMPLE.lineId,
        setup_family_id: 1,
        week,
        sequence_in_week: 1,
        starts_on: week,
        ends_on: addDays(week, 2),
        quantity: 400,
        minimum_quantity: 300,
        setup_minutes: 60,
        run_minutes: 900,
        authorisation: number < 3 ? 'make' : 'material-only',
      })
      .execute()
    await db
      .insertInto('batch_line')
      .values([
        {
          item_id: SAMPLE.jacketId,
          planning_run_id,
          batch_number: number,
          supplier_id: SAMPLE.supplierId,
          quantity: 300,
        },
        {
          item_id: SAMPLE.shirtId,
          planning_run_id,
          batch_number: number,
          supplier_id: SAMPLE.supplierId,
          quantity: 100,
        },
      ])
      .execute()
    await db
      .insertInto('batch_pegging')
      .values([
        {
          item_id: SAMPLE.jacketId,
          planning_run_id,
          batch_number: number,
          purpose: 'deposit',
          campaign_id: SAMPLE.campaignId,
          need_week: addDays(week, 28),
          quantity: 240,
        },
        {
          item_id: SAMPLE.jacketId,
          planning_run_id,
          batch_number: number,
          purpose: 'model',
          need_week: addDays(week, 35),
          quantity: 60,
        },
        {
          item_id: SAMPLE.shirtId,
          planning_run_id,
          batch_number: number,
          purpose: 'safety-stock',
          need_week: null,
          quantity: 60,
        },
        {
          item_id: SAMPLE.shirtId,
          planning_run_id,
          batch_number: number,
          purpose: 'top-up',
          need_week: null,
          quantity: 40,
        },
      ])
      .execute()
  }
  await db
    .insertInto('run_line_load')
    .values(
      weeks((week) => week, 13).map((week) => ({
        planning_run_id,
        production_line_id: SAMPLE.lineId,
        supplier_id: SAMPLE.supplierId,
        week: addDays(firstWeek, 7 * week),
        available_minutes: 2400,
        run_minutes: week === 3 ? 2600 : 1800 - 120 * week,
        setup_minutes: 120,
        overtime_minutes: week === 3 ? 320 : 0,
        is_detailed: week < 13,
      })),
    )
    .execute()
}

async function findings(db: Db, planning_run_id: number, firstWeek: string) {
  await db
    .insertInto('run_exception')
    .values([
      {
        planning_run_id,
        exception_number: 1,
        kind: 'shortage',
        item_id: SAMPLE.jacketId,
        supplier_id: SAMPLE.supplierId,
        week: addDays(firstWeek, 35),
        quantity: 240,
        money_at_risk_minor: 9_576_000,
        cause: 'inside-lead-time' satisfies ExceptionCause,
        parameters: '{}',
      },
      {
        planning_run_id,
        exception_number: 2,
        kind: 'overload',
        supplier_id: SAMPLE.supplierId,
        production_line_id: SAMPLE.lineId,
        week: addDays(firstWeek, 21),
        quantity: 320,
        money_at_risk_minor: 120_000,
        cause: 'batch-capacity' satisfies ExceptionCause,
        parameters: JSON.stringify({
          lineWeek: addDays(firstWeek, 14),
          demandClass: 'promisedDeposit',
          servedWeek: addDays(firstWeek, 35),
        }),
      },
      {
        planning_run_id,
        exception_number: 3,
        kind: 'surplus',
        item_id: SAMPLE.shirtId,
        supplier_id: SAMPLE.supplierId,
        week: firstWeek,
        quantity: 900,
        money_at_risk_minor: 1_800_000,
        cause: 'more-than-horizon' satisfies ExceptionCause,
        parameters: '{}',
      },
    ])
    .execute()
  await orderCauses(db, planning_run_id)
  await db
    .insertInto('run_order_variance')
    .values(
      [
        ['consumer', 1],
        ['platform', 1.2],
        ['supplier', 1.9],
        ['material-supplier', 2.4],
      ].flatMap(([tier, ratio]) =>
        ['plan', 'past'].map((basis) => ({
          planning_run_id,
          tier: String(tier),
          basis,
          aggregation: 'total',
          item_id: null,
          ratio: Number(ratio) * (basis === 'past' ? 1.8 : 1),
          ratio_low: Number(ratio) * 0.8,
          ratio_high: tier === 'supplier' && basis === 'plan' ? 29.42 : Number(ratio) * 1.3,
          net_stock_amplification: 1.1,
          bucket: 'week',
          bucket_count: basis === 'past' ? 60 : 20,
        })),
      ),
    )
    .execute()
}

/** Parts that add up to 2.16 for both suppliers together and for each of them. */
async function orderCauses(db: Db, planning_run_id: number) {
  const parts = { demand: 0.9, 'forecast-updating': 0.3, 'lead-time': 0.6, promotions: 0.1, batching: 0.4 }
  await db
    .insertInto('run_order_cause')
    .values(
      [null, SAMPLE.supplierId, SAMPLE.otherSupplierId].flatMap((supplier_id) =>
        Object.entries({ ...parts, 'shortage-gaming': 0.06, unexplained: -0.2 }).map(([cause, ratio]) => ({
          planning_run_id,
          supplier_id,
          cause,
          ratio,
          bucket_count: 52,
        })),
      ),
    )
    .execute()
}
