import type { Db } from '#db/client'
import { type OwnerOutcomes, ownerOutcomes } from '#db/owner-outcomes'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import { type OwnerBias, ownerBiasOfSums } from '#planning/bullwhip/owner-bias'

const PAST_WEEKS = 26
const MOST_OWNERS = 20

/** One owner, one region or all owners: what was expected, what was sold, bias and bias under shortage. */
export interface OwnerGroup {
  readonly key: string
  readonly level: OwnerOutcomes['level']
  readonly code: string | null
  readonly name: string | null
  readonly region: string | null
  readonly count: number
  readonly expected: number
  readonly actual: number
  readonly bias: OwnerBias
  /** Σ|expected − sold| / Σ sold over the expectations; null where nothing was sold. */
  readonly wape: number | null
}

/** Owners' expectations of closed weeks against what they sold, as the run knew it; all first, then regions, then owners. */
export async function readOwners(db: Db, run: ShownRun): Promise<{ weeks: number; groups: OwnerGroup[] }> {
  const { timeZone } = await businessSettings(db)
  const scope = { asOf: run.asOf, ledgerVersion: run.ledgerVersion, timeZone, itemIds: null }
  const outcomes = await ownerOutcomes(db, scope, { pastWeeks: PAST_WEEKS, owners: MOST_OWNERS })
  const byKey = new Map<string, OwnerOutcomes[]>()
  for (const row of outcomes) {
    const key = `${row.level}/${row.region ?? ''}/${row.shopOwnerId ?? ''}`
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  const groups = [...byKey].map(([key, rows]): OwnerGroup => {
    const { level, code, name, region } = rows[0]!
    const actual = rows.reduce((sum, row) => sum + row.actual, 0)
    const absoluteError = rows.reduce((sum, row) => sum + row.absoluteError, 0)
    return {
      key,
      level,
      code,
      name,
      region,
      count: rows.reduce((sum, row) => sum + row.count, 0),
      expected: rows.reduce((sum, row) => sum + row.expected, 0),
      actual,
      bias: ownerBiasOfSums({ usual: sums(rows, false), underShortage: sums(rows, true) }),
      wape: actual > 0 ? absoluteError / actual : null,
    }
  })
  return { weeks: PAST_WEEKS, groups }
}

function sums(rows: readonly OwnerOutcomes[], underShortage: boolean) {
  const row = rows.find((each) => each.underShortage === underShortage)
  if (!row) return null
  const { count, expected, actual, expectedSquared, expectedTimesActual, actualSquared } = row
  return { count, expected, actual, expectedSquared, expectedTimesActual, actualSquared }
}
