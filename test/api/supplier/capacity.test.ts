import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { addDays } from '#planning/time-bucket'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, FIRST_WEEK, OTHER_SUPPLIER, SUPPLIER, smallCompany } from '#test/support/small-company'
import { LINE, smallFloor } from '#test/support/small-floor'

const NOW = new Date('2026-06-01T02:00:00Z')
const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 6, startedBy: 'test' }
let headwater: Headwater
const callerOf = (who: Parameters<typeof procedures>[1]) =>
  procedures({ ...testServices(headwater), now: () => NOW }, who)
const own = () => callerOf(supplier(SUPPLIER)).supplier
const weekOf = async (week: string) =>
  (await own().capacity({})).lines
    .find(({ lineId }) => lineId === LINE)!
    .weeks.find((each) => each.week === week)!

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, smallFloor)
  const { runId } = await runPlan(headwater, request)
  await publishRun(headwater, planner, { runId, now: NOW })
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

describe("capacity of a supplier's lines", () => {
  const second = addDays(FIRST_WEEK, 7)
  const downtime = {
    lineId: LINE,
    firstDay: second,
    lastDay: addDays(second, 2),
    minutesPerDay: 0,
    reason: 'boiler inspection',
  }

  it('5 × 480 minutes are available; the load is that of the published plan', async () => {
    const board = (await callerOf(planner).batches.board({}))!
    for (const load of board.loads.filter(({ lineId }) => lineId === LINE)) {
      const week = await weekOf(load.week)
      expect(week.availableMinutes).toBe(2400)
      expect(week.plannedMinutes).toBeCloseTo(load.runMinutes + load.setupMinutes + load.committedMinutes, 6)
    }
  })

  it('three days down leave 2 × 480 minutes, and the next run plans with them', async () => {
    const { lineDowntimeId } = await own().stateDowntime(downtime)
    expect((await weekOf(second)).availableMinutes).toBe(960)
    const { runId } = await runPlan(headwater, request)
    const available = (run: number) =>
      headwater.asCaller(planner, (db) =>
        db
          .selectFrom('run_line_load')
          .select('available_minutes')
          .where('planning_run_id', '=', run)
          .where('production_line_id', '=', LINE)
          .where('week', '=', second)
          .executeTakeFirstOrThrow(),
      )
    expect(await available(runId)).toEqual({ available_minutes: 960 })
    await own().withdrawDowntime({ lineDowntimeId })
    expect((await weekOf(second)).availableMinutes).toBe(2400)
    await expect(own().withdrawDowntime({ lineDowntimeId })).rejects.toThrow('any more')
    expect((await own().capacity({})).downtimes).toEqual([])
  })

  it('a short day keeps its minutes: 100 left of 480 on one day are 2020 in the week', async () => {
    const day = addDays(second, 1)
    const { lineDowntimeId } = await own().stateDowntime({
      ...downtime,
      firstDay: day,
      lastDay: day,
      minutesPerDay: 100,
    })
    expect((await weekOf(second)).availableMinutes).toBe(4 * 480 + 100)
    await own().withdrawDowntime({ lineDowntimeId })
  })

  it.each([
    [{ reason: ' ' }, 'reason is empty'],
    [{ lastDay: '2026-05-01' }, 'before the first'],
    [{ firstDay: '2026-05-01', lastDay: '2026-05-02' }, 'are over'],
    [{ minutesPerDay: 480 }, 'below the 480'],
    [{ lastDay: '2027-06-30' }, 'at most 366 days'],
  ])('refuses %o', async (change, sentence) => {
    await expect(own().stateDowntime({ ...downtime, ...change })).rejects.toThrow(sentence)
  })

  it('slack is offered in trough weeks alone, within what is free, once; planners see it', async () => {
    const weeks = (await own().capacity({})).lines.find(({ lineId }) => lineId === LINE)!.weeks
    const trough = weeks.find(({ state }) => state === 'trough')!
    const other = weeks.find(({ state }) => state === 'normal' || state === 'unknown')!
    const offer = { lineId: LINE, week: trough.week, minutes: 300, priceBreakFraction: 0.05 }
    await expect(own().offerSlack({ ...offer, week: other.week })).rejects.toThrow('trough weeks')
    await expect(own().offerSlack({ ...offer, minutes: 10_000 })).rejects.toThrow('minutes that are free')
    const { slackOfferId } = await own().offerSlack({ ...offer, note: 'night shift' })
    await expect(own().offerSlack(offer)).rejects.toThrow('offered already')
    expect(await callerOf(planner).supplier.slackOffers({})).toMatchObject([
      { supplierId: SUPPLIER, lineId: LINE, minutes: 300, priceBreakFraction: 0.05, note: 'night shift' },
    ])
    await own().withdrawSlack({ slackOfferId })
    expect(await callerOf(planner).supplier.slackOffers({})).toEqual([])
    expect(await own().offerSlack(offer)).toHaveProperty('slackOfferId')
  })

  it("another supplier neither sees nor changes them, by procedure or by table; a line has its own supplier's rows", async () => {
    const other = callerOf(supplier(OTHER_SUPPLIER)).supplier
    expect((await other.capacity({ supplierId: SUPPLIER })).lines).toEqual([])
    expect(await other.slackOffers({ supplierId: SUPPLIER })).toEqual([])
    await expect(other.stateDowntime(downtime)).rejects.toThrow('There is no line')
    const [offer] = await own().slackOffers({})
    await expect(other.withdrawSlack({ slackOfferId: offer!.slackOfferId })).rejects.toThrow('any more')
    await expect(
      headwater.asCaller(supplier(OTHER_SUPPLIER), (db) =>
        db
          .insertInto('line_downtime')
          .values({
            supplier_id: OTHER_SUPPLIER,
            production_line_id: LINE,
            first_day: second,
            last_day: second,
            minutes_per_day: 0,
            reason: 'not mine',
            stated_by: 'x',
            stated_at: NOW,
          })
          .execute(),
      ),
    ).rejects.toThrow('foreign key')
  })
})
