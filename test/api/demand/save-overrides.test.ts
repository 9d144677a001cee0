import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { insertOverrides } from '#db/overrides'
import { addDays, daysBetween } from '#planning/time-bucket'
import { analyst, planner, shopOwner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { FIRST_WEEK, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

const { shirtId, jacketId } = SAMPLE
const SECOND_WEEK = '2026-06-08'

let headwater: Headwater
let first: ReturnType<typeof procedures>
let second: ReturnType<typeof procedures>
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  first = procedures(testServices(headwater), planner)
  second = procedures(testServices(headwater), { role: 'planner', userId: 'other-planner' })
})
afterAll(() => headwater.close())

const rowOf = async (itemId: number) =>
  (await first.demand.grid({ weeks: 13 }))!.rows.find((row) => row.itemId === itemId)!
const entries = () =>
  headwater.asCaller(analyst, (db) => db.selectFrom('forecast_override').selectAll().execute())

describe('saving cells of the demand grid', () => {
  it('one reason goes with every cell, under one ledger version; the model stays beside the override', async () => {
    const before = await rowOf(shirtId)
    const answer = await first.demand.saveOverrides({
      reason: 'promotion',
      note: 'summer fair',
      cells: [
        { itemId: shirtId, week: FIRST_WEEK, quantity: 300, seen: 0 },
        { itemId: shirtId, week: SECOND_WEEK, quantity: 310, seen: 0 },
        { itemId: jacketId, week: FIRST_WEEK, quantity: 95, seen: 0 },
      ],
    })
    expect(answer).toEqual({ saved: 3, conflicts: [] })
    const after = await rowOf(shirtId)
    expect(after.model).toEqual(before.model)
    expect(after.overrides.map(({ week, quantity, madeBy }) => [week, quantity, madeBy])).toEqual([
      [FIRST_WEEK, 300, 'test-planner'],
      [SECOND_WEEK, 310, 'test-planner'],
    ])
    const stored = await entries()
    expect(new Set(stored.map((entry) => entry.ledger_version)).size).toBe(1)
    expect(stored.map((entry) => [entry.reason, entry.note])).toEqual(
      Array.from({ length: 3 }, () => ['promotion', 'summer fair']),
    )
    expect(stored.find((entry) => entry.week === SECOND_WEEK)!.forecast_seen).toBeCloseTo(before.model[1]!, 2)
  })

  it('a cell that another planner changed meanwhile comes back with both values, and no cell is saved', async () => {
    const seen = (await rowOf(shirtId)).overrides[0]!.overrideId
    await second.demand.saveOverrides({
      reason: 'price',
      cells: [{ itemId: shirtId, week: FIRST_WEEK, quantity: 333, seen }],
    })
    const count = (await entries()).length
    const cells = [
      { itemId: shirtId, week: FIRST_WEEK, quantity: 320, seen },
      { itemId: jacketId, week: SECOND_WEEK, quantity: 80, seen: 0 },
    ]
    const { saved, conflicts } = await first.demand.saveOverrides({ reason: 'weather', cells })
    expect(saved).toBe(0)
    expect(
      conflicts.map(({ itemId, week, mine, theirs }) => [itemId, week, mine, theirs.quantity, theirs.madeBy]),
    ).toEqual([[shirtId, FIRST_WEEK, 320, 333, 'other-planner']])
    expect(await entries()).toHaveLength(count)
    const again = [{ ...cells[0]!, seen: conflicts[0]!.theirs.overrideId }, cells[1]!]
    expect((await first.demand.saveOverrides({ reason: 'weather', cells: again })).saved).toBe(2)
    expect((await rowOf(shirtId)).overrides[0]!.quantity).toBe(320)
  })

  it('of two planners who save the same cell at once one is asked', async () => {
    const seen = (await rowOf(jacketId)).overrides[0]!.overrideId
    const save = (who: typeof first, quantity: number) =>
      who.demand.saveOverrides({
        reason: 'customer',
        cells: [{ itemId: jacketId, week: FIRST_WEEK, quantity, seen }],
      })
    const answers = await Promise.all([save(first, 101), save(second, 102)])
    expect(answers.map(({ saved }) => saved).sort()).toEqual([0, 1])
    expect(answers.flatMap(({ conflicts }) => conflicts)).toHaveLength(1)
  })

  it('the form of one item is asked too when it says what it saw', async () => {
    const request = { itemId: shirtId, week: FIRST_WEEK, scope: 'total', reason: 'price' } as const
    await expect(first.items.override({ ...request, quantity: 1, seen: 0 })).rejects.toThrow(
      'changed to 320 meanwhile',
    )
    await first.items.override({ ...request, quantity: null })
    expect((await rowOf(shirtId)).overrides[0]!.quantity).toBeNull()
  })

  it('each cell stands in the audit with what stood before', async () => {
    const audit = await headwater.asCaller(analyst, (db) =>
      db
        .selectFrom('audit_entry')
        .select(['user_id', 'before', 'after'])
        .where('subject', '=', `item/${shirtId}/${FIRST_WEEK}`)
        .orderBy('audit_entry_id')
        .execute(),
    )
    expect(
      audit.map(({ before, after }) => [
        (before as { quantity: number } | null)?.quantity ?? null,
        (after as { quantity: number | null }).quantity,
      ]),
    ).toEqual([
      [null, 300],
      [300, 333],
      [333, 320],
      [320, null],
    ])
  })

  it("a planner's own small changes of weeks that are over are held against what happened", async () => {
    expect(await first.demand.smallChangeRecord()).toEqual({ tried: 0, better: 0 })
    const closed = addDays(FIRST_WEEK, -14)
    const { history, start } = await headwater.asCaller(system, async (db) => {
      const run = await db
        .selectFrom('run_forecast')
        .select(['history', 'history_start as start'])
        .where('planning_run_id', '=', SAMPLE.runId)
        .where('item_id', '=', shirtId)
        .executeTakeFirstOrThrow()
      await insertOverrides(
        db,
        [
          {
            itemId: shirtId,
            week: closed,
            scope: 'total',
            quantity: run.history[daysBetween(run.start, closed) / 7]!,
            forecastSeen: run.history[daysBetween(run.start, closed) / 7]! * 1.03,
          },
        ],
        { reason: 'price', note: '', madeBy: planner.userId, now: new Date('2026-05-01T00:00:00Z') },
      )
      return run
    })
    expect(history[daysBetween(start, closed) / 7]).toBeGreaterThan(0)
    expect(await first.demand.smallChangeRecord()).toEqual({ tried: 1, better: 1 })
    expect(await second.demand.smallChangeRecord()).toEqual({ tried: 0, better: 0 })
    const [record, ...others] = await second.accuracy.reasons({ unit: 'piece' })
    expect(others).toEqual([])
    expect(record).toMatchObject({ reason: 'price', overrideCount: 1, overrideWape: 0, nearerShare: 1 })
    expect(record!.valueAdded!).toBeCloseTo(0.03, 2)
    expect(await second.accuracy.reasons({ unit: 'gram' })).toEqual([])
  })

  it('more than 2,000 cells, a cell named twice, an unknown item and a week that is over are refused whole', async () => {
    const count = (await entries()).length
    const cell = { itemId: shirtId as number, week: SECOND_WEEK, quantity: 1, seen: 0 }
    const save = (cells: (typeof cell)[]) => first.demand.saveOverrides({ reason: 'price', cells })
    await expect(save(Array.from({ length: 2001 }, () => cell))).rejects.toThrow('2000')
    await expect(save([cell, cell])).rejects.toThrow('each item and week once')
    await expect(save([cell, { ...cell, itemId: 999_999 }])).rejects.toThrow('no item 999999')
    await expect(save([cell, { ...cell, week: '2026-05-18' }])).rejects.toThrow('is over')
    await expect(first.demand.saveOverrides({ reason: 'other', cells: [cell] })).rejects.toThrow(
      'must say what the other reason is',
    )
    expect(await entries()).toHaveLength(count)
  })

  it('analysts, suppliers and owners neither save cells nor write the table', async () => {
    const cells = [{ itemId: shirtId, week: SECOND_WEEK, quantity: 1, seen: 0 }]
    for (const caller of [analyst, supplier(SAMPLE.supplierId), shopOwner(SAMPLE.shopOwnerId)]) {
      await expect(
        procedures(testServices(headwater), caller).demand.saveOverrides({ reason: 'price', cells }),
      ).rejects.toThrow('no right')
      await expect(
        headwater.asCaller(caller, (db) =>
          db
            .insertInto('forecast_override')
            .values({
              item_id: shirtId,
              week: SECOND_WEEK,
              scope: 'total',
              quantity: 1,
              reason: 'price',
              ledger_version: 1,
              made_by: 'nobody',
              known_at: new Date(),
            })
            .execute(),
        ),
      ).rejects.toThrow('permission denied')
    }
    expect(
      (await procedures(testServices(headwater), analyst).demand.grid({ weeks: 26 }))!.rows,
    ).toHaveLength(2)
  })
})
