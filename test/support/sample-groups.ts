import type { Db } from '#db/client'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { HORIZON, SAMPLE, weeks } from './sample-run.ts'

const SUM_WEEKS = [4, 13]
const spread = (level: number) => 1 + (level - 0.5) * 0.4

/** Totals of the sample run as groups tell them: all items, two regions, one owner. */
export async function insertSampleGroups(db: Db, planningRunId: number): Promise<void> {
  const group = (group_kind: string, region: string | null, weekly: number) => ({
    planning_run_id: planningRunId,
    base_unit: 'piece',
    group_kind,
    region,
    item_count: group_kind === 'total' ? 3 : null,
    on_book: group_kind === 'region' ? weeks(() => weekly / 2) : null,
    history: group_kind === 'region' ? weeks(() => weekly * 0.9) : null,
    mean: weeks(() => weekly),
    quantiles: QUANTILE_LEVELS.flatMap((level) => weeks(() => weekly * spread(level))),
    sum_weeks: SUM_WEEKS,
    sum_means: SUM_WEEKS.map((count) => weekly * Math.min(count, HORIZON)),
    sum_quantiles: QUANTILE_LEVELS.flatMap((level) =>
      SUM_WEEKS.map((count) => weekly * count * spread(level)),
    ),
  })
  await db
    .insertInto('run_group_demand')
    .values([
      group('total', null, 2500),
      group('region', '华东 East China', 1500),
      group('region', null, 1000),
    ])
    .execute()
  await db
    .insertInto('run_owner_demand')
    .values({
      planning_run_id: planningRunId,
      shop_owner_id: SAMPLE.shopOwnerId,
      base_unit: 'piece',
      sum_weeks: SUM_WEEKS,
      past_sums: [36, 120],
      on_book_sums: [12, 30],
      sum_means: [40, 130],
      sum_quantiles: QUANTILE_LEVELS.flatMap((level) => [40 * spread(level), 130 * spread(level)]),
    })
    .execute()
}
