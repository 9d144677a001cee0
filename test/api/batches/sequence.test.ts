import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSchedule } from '#api/batches/read-schedule'
import { batchReport } from '#api/reports/supply-reports'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { shownRun } from '#db/shown-run'
import type { BatchDecision } from '#planning/batches/decide-batch'
import { sequenceSchedule } from '#planning/batches/sequence-schedule'
import { checkSequencedSchedule } from '#test/support/check-sequence'
import { planner, system, testDatabase } from '#test/support/database'
import { fileOf, importAll } from '#test/support/import-files'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, NOW, smallCompany } from '#test/support/small-company'
import { LINE, smallFloor } from '#test/support/small-floor'

const [DRY, FRESH] = [1, 2]
const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 6, startedBy: 'test' }

let headwater: Headwater
let caller: ReturnType<typeof procedures>
let runId = 0
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, smallFloor)
  caller = procedures({ ...testServices(headwater), now: () => NOW }, planner)
  const { counts } = await importAll(headwater, {
    kind: 'changeovers',
    file: fileOf(
      'Production line,From family (empty: any),To family,Changeover (minutes),Changeover cost\nL31,DRY,FRESH,55,11\nL31,FRESH,DRY,20,4\n',
    ),
  })
  expect(counts?.newLines).toBe(2)
  runId = (await runPlan(headwater, request)).runId
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const board = async () => (await caller.batches.board({}))!
const decide = (decision: BatchDecision) =>
  caller.batches.decide({ runId, decisionKey: randomUUID(), decision })
const stored = () =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('batch')
      .select([
        'batch_number',
        'sequence_in_week',
        'changeover_from_family_id',
        'changeover_minutes',
        'setup_minutes',
      ])
      .where('planning_run_id', '=', runId)
      .orderBy('batch_number')
      .execute(),
  )
/** A line and week in which both families are made. */
const mixedWeek = async () => {
  const { batches } = await board()
  const first = batches.find(
    (batch) =>
      batch.lineId === LINE &&
      batches.some(
        (other) => other.lineId === LINE && other.week === batch.week && other.familyId !== batch.familyId,
      ),
  )!
  return batches.filter(({ lineId, week }) => lineId === LINE && week === first.week)
}

describe('batches in sequence', () => {
  it('a run keeps place and changeover of each batch; the board and the checker say the same', async () => {
    const rows = await stored()
    const { batches, loads } = await board()
    expect(
      rows.some(({ changeover_minutes }) => changeover_minutes === 20 || changeover_minutes === 55),
    ).toBe(true)
    for (const row of rows) {
      const shown = batches.find(({ batchNumber }) => batchNumber === row.batch_number)!
      expect(shown).toMatchObject({
        sequenceInWeek: row.sequence_in_week,
        setupMinutes: row.setup_minutes,
        changeover: { fromFamilyId: row.changeover_from_family_id, minutes: row.changeover_minutes },
      })
    }
    const schedule = await headwater.asCaller(system, async (db) => readSchedule(db, (await shownRun(db))!))
    const sequence = sequenceSchedule(schedule.batches, schedule.floor)
    expect(checkSequencedSchedule(schedule.batches, schedule.floor, sequence)).toEqual([])
    for (const load of loads.filter(({ isDetailed }) => isDetailed)) {
      const own = batches.filter(({ lineId, week }) => lineId === load.lineId && week === load.week)
      expect(load.setupMinutes).toBeCloseTo(own.reduce((sum, { setupMinutes }) => sum + setupMinutes, 0))
    }
  })

  it('the report of batches names the family on the line before', async () => {
    const { batches } = await board()
    const { table } = await headwater.asCaller(planner, async (db) =>
      batchReport(db, (await shownRun(db))!, {}, 'en'),
    )
    const rows: (readonly unknown[])[] = []
    for await (const row of table.rows) rows.push(row)
    const at = table.columns.findIndex(({ heading }) => heading === 'Family on the line before')
    expect(rows.map((row) => [row[0], row[at]])).toEqual(
      batches.flatMap(({ batchNumber, changeover, items }) =>
        items.map(() => [batchNumber, changeover.fromEn]),
      ),
    )
    expect(batches.some(({ changeover }) => changeover.fromEn === 'Dry goods')).toBe(true)
  })

  it('a what-if counts the changeovers of its own sequence, and the plan as it is those of the board', async () => {
    const { batches, weeks } = await board()
    const change = { kind: 'line-down', lineId: LINE, firstWeek: weeks[1]!, lastWeek: weeks[1]! } as const
    const { before, after } = await caller.batches.previewChange({ runId, change })
    const own = batches.filter(({ lineId }) => lineId === LINE)
    const onBoard = batches.reduce((sum, { setupMinutes }) => sum + setupMinutes, 0)
    expect(own.length).toBeGreaterThan(0)
    expect(before.setupMinutes).toBeCloseTo(onBoard)
    expect(after.overloadMinutes).toBe(0)
    expect(after.loads.find((load) => load.lineId === LINE && load.week === weeks[1])).toBeUndefined()
  })

  it('the other order is previewed in minutes, kept by hand, and undone', async () => {
    const week = await mixedWeek()
    const [first, last] = [week[0]!, week.at(-1)!]
    const decision = {
      kind: 'order',
      batchNumber: last.batchNumber,
      order: [last.batchNumber, ...week.slice(0, -1).map(({ batchNumber }) => batchNumber)],
    } as const
    const { before, after, problem } = await caller.batches.preview({ runId, decision })
    expect(problem).toBeNull()
    const inWeek = ({ loads }: typeof before) =>
      loads.find((load) => load.lineId === LINE && load.week === first.week)!.setupMinutes
    expect(inWeek(after!)).not.toBe(inWeek(before))
    await decide(decision)
    const ordered = await mixedWeek()
    expect(ordered[0]).toMatchObject({ batchNumber: last.batchNumber, sequenceInWeek: 1, state: 'firm' })
    expect(ordered[1]).toMatchObject({
      batchNumber: first.batchNumber,
      changeover: { fromFamilyId: last.familyId },
    })
    const minutes = (last.familyId === FRESH ? [FRESH, DRY, 20] : [DRY, FRESH, 55]) as readonly number[]
    expect([last.familyId, first.familyId, ordered[1]!.changeover.minutes]).toEqual(minutes)
    await caller.batches.undo({ runId, decisionKey: randomUUID() })
    expect((await mixedWeek()).map(({ batchNumber }) => batchNumber)).toEqual(
      week.map(({ batchNumber }) => batchNumber),
    )
  })

  it('an order that names other batches than stand in the week is refused', async () => {
    const [first] = await mixedWeek()
    expect(
      (await decide({ kind: 'order', batchNumber: first!.batchNumber, order: [first!.batchNumber] })).problem,
    ).toEqual({
      kind: 'other-order',
      batchNumber: first!.batchNumber,
    })
  })

  it('firm batches ordered by hand are carried in that order by the next run', async () => {
    const week = await mixedWeek()
    const order = [...week].reverse().map(({ batchNumber }) => batchNumber)
    await decide({ kind: 'order', batchNumber: order[0]!, order })
    for (const batchNumber of order.slice(1)) await decide({ kind: 'firm', batchNumber })
    await runPlan(headwater, request)
    const { carried, batches } = await board()
    expect(carried.map(({ batchNumber }) => batchNumber)).toEqual(order)
    const line = await headwater.asCaller(system, async (db) => {
      const { floor } = await readSchedule(db, (await shownRun(db))!)
      return floor.lines.get(LINE)!
    })
    const kept = week[0]!
    expect(line.committedFamilies!.get(kept.week)!.at(-1)).toBe(kept.familyId)
    // From any state into the first family, then the pair.
    const changeovers = 30 + (kept.familyId === DRY ? 20 : 55)
    const making = week.reduce((sum, { runMinutes }) => sum + runMinutes, 0)
    expect(line.committedMinutes.get(kept.week)).toBeCloseTo(making + changeovers)
    const after = batches.find((batch) => batch.lineId === LINE && batch.week >= kept.week)!
    const goesOn = after.week === kept.week && after.familyId === kept.familyId
    expect(after.changeover.fromFamilyId).toBe(goesOn ? null : kept.familyId)
  })
})
