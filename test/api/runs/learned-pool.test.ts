import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnTogether, organicEvidence, teachingTasks } from '#api/runs/learned-pool'
import { organicForecasts } from '#api/runs/organic-forecast'
import type { Headwater } from '#db/client'
import { insertRun, learnedBefore } from '#db/runs'
import { OBSERVED } from '#planning/demand/demand-history'
import type { SeriesPool } from '#planning/forecast/series-options'
import { createRandom } from '#planning/random'
import { system, testDatabase } from '#test/support/database'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
})
afterAll(() => headwater.close())

type Task = Parameters<typeof organicForecasts>[0][number]

/** Items sold every week about a level of their own, in 2024 and 2025. */
function tasks(count: number): Task[] {
  const random = createRandom(7)
  return Array.from({ length: count }, (_, item) => {
    const level = 10 + 90 * random()
    const quantity = Float64Array.from({ length: 90 }, () => Math.round(level * (0.5 + random())))
    const organic = {
      seriesId: `item ${item}`,
      bucket: 'week' as const,
      start: '2024-01-01',
      quantity,
      status: new Uint8Array(quantity.length).fill(OBSERVED),
    }
    return { seriesId: organic.seriesId, organic, promotions: null } as unknown as Task
  })
}

const options = {
  horizon: 26,
  levels: [0.1, 0.5, 0.9],
  calendar: { holidays: [], workedDays: [], festivals: null },
}

describe('what items learn together', () => {
  const items = tasks(30)
  const pool = learnTogether(organicEvidence({ tasks: items, options }))!

  it('a child run that reads it back from JSON forecasts the same to the last digit', () => {
    const readBack = JSON.parse(JSON.stringify(pool)) as SeriesPool
    const steps = items.map(() => [4])
    const forecasts = organicForecasts(items, steps, { ...options, pool })
    const again = organicForecasts(items.slice(0, 1), steps.slice(0, 1), { ...options, pool: readBack })
    expect(again[0]).toEqual(forecasts[0])
  })

  it('error bands of a wide past make wide quantiles: 80 % of weeks between ±40 % of the level', () => {
    const [outcome] = organicForecasts(items.slice(0, 1), [[4]], { ...options, pool })
    const { mean, quantiles } = outcome!.forecast!
    expect(quantiles[0]![0]! / mean[0]!).toBeGreaterThan(0.45)
    expect(quantiles[0]![0]! / mean[0]!).toBeLessThan(0.75)
    expect(quantiles[2]![0]! / mean[0]!).toBeGreaterThan(1.25)
  })

  it('one item alone teaches nothing together; items never sold outside orders teach nothing', () => {
    expect(learnTogether(organicEvidence({ tasks: items.slice(0, 1), options }))).toBeNull()
    expect(teachingTasks([{ ...items[0]!, organic: null }])).toEqual([])
  })

  it('a run without lessons of its own reads those of its nearest ancestor', async () => {
    const run = (parentRunId: number | null) => ({
      asOf: '2025-12-31',
      ledgerVersion: 0,
      firstBucket: '2026-01-05',
      horizonWeeks: 12,
      detailWeeks: 4,
      quantileLevels: [0.5],
      seed: 1,
      startedBy: 'test',
      parentRunId,
      parameters: {},
    })
    await headwater.asCaller(system, async (db) => {
      const grandparent = await insertRun(db, run(null))
      const parent = await insertRun(db, run(grandparent))
      const child = await insertRun(db, run(parent))
      const learn = (runId: number, learned: object) =>
        db
          .updateTable('planning_run')
          .set({ learned: JSON.stringify(learned) as never })
          .where('planning_run_id', '=', runId)
          .execute()
      expect(await learnedBefore(db, child)).toBeNull()
      await learn(grandparent, { from: 'grandparent' })
      expect(await learnedBefore(db, child)).toEqual({ from: 'grandparent' })
      await learn(parent, { from: 'parent' })
      expect(await learnedBefore(db, child)).toEqual({ from: 'parent' })
      expect(await learnedBefore(db, null)).toBeNull()
    })
  })
})
