import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { difference, previewPublication } from '#api/publication/preview-publication'
import { publishRun } from '#api/publication/publish-run'
import { readPublication } from '#api/publication/read-publication'
import { releaseBatches, releaseOrders } from '#api/publication/release-supply'
import { replyToPublication } from '#api/publication/reply-to-publication'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import {
  AS_OF,
  FIRST_WEEK,
  JACKET,
  NOW,
  OTHER_SUPPLIER,
  SUPPLIER,
  smallCompany,
  TEA,
} from '#test/support/small-company'

let headwater: Headwater
const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4, startedBy: 'test' }
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const weeksOf = (values: readonly number[]) => values.flatMap((value, week) => (value > 0 ? [week] : []))

const planOf = (runId: number, itemId: number) =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_plan')
      .selectAll()
      .where('planning_run_id', '=', runId)
      .where('item_id', '=', itemId)
      .executeTakeFirstOrThrow(),
  )

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

describe('from a run to the next', () => {
  let firstRun = 0
  let publicationId = 0
  beforeAll(async () => {
    firstRun = (await runPlan(headwater, request)).runId
    const [version] = await publishRun(headwater, planner, { runId: firstRun, now: NOW })
    publicationId = version!.publicationId
  })

  it('publishing the same run again writes nothing', async () => {
    const again = await publishRun(headwater, planner, { runId: firstRun, now: NOW })
    expect(again).toEqual([{ publicationId, supplierId: SUPPLIER, version: 1, isNew: false }])
  })

  it('the swing of its deliveries is told to the supplier as the preview of the same run shows it', async () => {
    const told = await readPublication(headwater, supplier(SUPPLIER), {}, NOW)
    expect(told!.orderVariance).toMatchObject({ weeks: 12, verdict: 'too-few-buckets' })
    expect(told!.orderVariance!.ratio).toBeGreaterThan(0)
    const [preview] = await headwater.asCaller(planner, (db) => previewPublication(db, firstRun))
    expect(preview!.orderVariance).toEqual(told!.orderVariance)
  })

  it('lines of a week add up to what arrives in it, and rungs to each line', async () => {
    const view = (await readPublication(headwater, supplier(SUPPLIER), { publicationId }, NOW))!
    const tea = await planOf(firstRun, TEA)
    for (let week = 0; week < 12; week += 1) {
      const monday = new Date(Date.parse(FIRST_WEEK) + week * 7 * 86_400_000).toISOString().slice(0, 10)
      const quantity = view.lines
        .filter((line) => line.itemId === TEA && line.week === monday)
        .reduce((sum, line) => sum + line.quantity, 0)
      expect(quantity).toBe(tea.receipt_quantity[week]! + tea.scheduled_receipts[week]!)
    }
    for (const line of view.lines)
      expect(line.paid + line.deposit + line.subscription + line.forecast).toBe(line.quantity)
    expect(view.lines.some((line) => line.itemId === JACKET && line.deposit > 0)).toBe(true)
  })

  it('groups below ten orders are merged: 5 southern deposits of 120 are not shown apart', async () => {
    const view = (await readPublication(headwater, supplier(SUPPLIER), { publicationId }, NOW))!
    const regions = view.groups.filter((each) => each.itemId === JACKET && each.groupKind === 'region')
    expect(regions).toEqual([expect.objectContaining({ groupName: '*', quantity: 120 })])
  })

  it('another supplier sees neither the publication nor its lines, and cannot reply to it', async () => {
    await expect(
      readPublication(headwater, supplier(OTHER_SUPPLIER), { publicationId }, NOW),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await expect(
      replyToPublication(headwater, supplier(OTHER_SUPPLIER), {
        publicationId,
        replies: [],
        commitTheRest: true,
        now: NOW,
      }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    const rows = await headwater.asCaller(supplier(OTHER_SUPPLIER), (db) =>
      db.selectFrom('publication_line').selectAll().execute(),
    )
    expect(rows).toEqual([])
  })

  it('less than asked needs a reason; after the deadline only the planner records', async () => {
    const reply = { itemId: TEA, week: '2026-06-15', answer: 'partial' as const, committedQuantity: 1 }
    await expect(
      replyToPublication(headwater, supplier(SUPPLIER), { publicationId, replies: [reply], now: NOW }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(
      replyToPublication(headwater, supplier(SUPPLIER), {
        publicationId,
        replies: [{ ...reply, reason: 'line is down' }],
        now: hoursLater(24 * 4),
      }),
    ).rejects.toMatchObject({ kind: 'deadline-passed' })
  })

  it('what would arrive on a day that is past is refused', async () => {
    const reply = {
      itemId: TEA,
      week: '2026-06-15',
      answer: 'partial' as const,
      committedQuantity: 1,
      reason: 'line is down',
      committedOn: '2026-01-05',
    }
    await expect(
      replyToPublication(headwater, supplier(SUPPLIER), { publicationId, replies: [reply], now: NOW }),
    ).rejects.toMatchObject({ kind: 'invalid-input', detail: expect.stringContaining('which is past') })
  })

  it('committed and released: the next run on unchanged data orders nothing new in the published weeks', async () => {
    const released = await releaseOrders(headwater, planner, { runId: firstRun, weeks: 12, now: NOW })
    expect(released.orders.length).toBeGreaterThan(5)
    const again = await releaseOrders(headwater, planner, { runId: firstRun, weeks: 12, now: NOW })
    expect(again.orders).toEqual([])
    await replyToPublication(headwater, supplier(SUPPLIER), {
      publicationId,
      replies: [],
      commitTheRest: true,
      now: hoursLater(1),
    })
    const { runId } = await runPlan(headwater, request)
    const tea = await planOf(runId, TEA)
    expect(weeksOf(tea.receipt_quantity)).toEqual([])
    expect(weeksOf((await planOf(runId, JACKET)).receipt_quantity)).toEqual([])
    expect(tea.scheduled_receipts.slice(2)).toEqual((await planOf(firstRun, TEA)).receipt_quantity.slice(2))
  })

  it('a declined week is planned again in other weeks, never in the declined one', async () => {
    const before = await planOf(firstRun, TEA)
    const week = 4
    const monday = '2026-06-29'
    const declined = before.receipt_quantity[week]!
    expect(declined).toBeGreaterThan(0)
    await replyToPublication(headwater, supplier(SUPPLIER), {
      publicationId,
      replies: [{ itemId: TEA, week: monday, answer: 'decline', reason: 'Dragon Boat holiday' }],
      now: hoursLater(2),
    })
    const { runId } = await runPlan(headwater, request)
    const after = await planOf(runId, TEA)
    expect(after.scheduled_receipts[week]).toBe(0)
    expect(after.receipt_quantity[week]).toBe(0)
    const planned = after.receipt_quantity.reduce((sum, units) => sum + units, 0)
    expect(planned).toBeGreaterThanOrEqual(declined - 5)
    const exceptions = await headwater.asCaller(system, (db) =>
      db
        .selectFrom('run_exception')
        .select(['cause', 'item_id'])
        .where('planning_run_id', '=', runId)
        .where('cause', '=', 'supplier-declined')
        .execute(),
    )
    expect(exceptions).toEqual([{ cause: 'supplier-declined', item_id: TEA }])
  })

  it('before publishing, the changed cells, more and less are those that the new version then has', async () => {
    const { runId } = await runPlan(headwater, request)
    const [preview] = await headwater.asCaller(planner, (db) => previewPublication(db, runId))
    expect(preview).toMatchObject({ supplierId: SUPPLIER, version: 2, isNew: true })
    expect(preview!.changedCells).toBeGreaterThan(0)
    const first = (await readPublication(headwater, planner, { publicationId }, NOW))!
    expect(preview!.quantity).toBe(
      first.lines.reduce((sum, line) => sum + line.quantity, 0) + preview!.more - preview!.less,
    )
    const [published] = await headwater.asCaller(planner, (db) => previewPublication(db, firstRun))
    expect(published).toMatchObject({ version: 1, isNew: false, changedCells: 0, more: 0, less: 0 })
  })

  it('a new version keeps the old reply visible as from the previous one and refuses replies to the old', async () => {
    const { runId } = await runPlan(headwater, request)
    const [version] = await publishRun(headwater, planner, { runId, now: hoursLater(3) })
    expect(version).toMatchObject({ version: 2, isNew: true })
    const view = (await readPublication(headwater, supplier(SUPPLIER), {}, hoursLater(3)))!
    expect(view.version).toBe(2)
    expect(view.replies.find((reply) => reply.week === '2026-06-29' && reply.itemId === TEA)).toMatchObject({
      answer: 'decline',
      isFromPrevious: true,
      version: 1,
    })
    expect(view.lines.some((line) => line.previousQuantity !== null)).toBe(true)
    await expect(
      replyToPublication(headwater, supplier(SUPPLIER), {
        publicationId,
        replies: [],
        commitTheRest: true,
        now: hoursLater(3),
      }),
    ).rejects.toMatchObject({ kind: 'stale-run' })
  })
})

describe('a run that a newer one has overtaken', () => {
  it('can be neither published nor released, and says which run to look at; an earlier day never overtakes', async () => {
    const { runId: older } = await runPlan(headwater, request)
    const { runId: past } = await runPlan(headwater, { ...request, asOf: '2026-05-24' })
    await releaseOrders(headwater, planner, { runId: older, weeks: 1, now: NOW })
    const { runId: newer } = await runPlan(headwater, request)
    const sentence = (run: number, deed: string) =>
      `Run ${run} of ${run === past ? '2026-05-24' : AS_OF} can no longer be ${deed}: run ${newer} of ${AS_OF} has overtaken it. Show the newer run and decide there.`
    for (const runId of [older, past]) {
      await expect(publishRun(headwater, planner, { runId, now: NOW })).rejects.toMatchObject({
        kind: 'stale-run',
        detail: sentence(runId, 'published'),
      })
      await expect(releaseOrders(headwater, planner, { runId, weeks: 6, now: NOW })).rejects.toMatchObject({
        kind: 'stale-run',
        detail: sentence(runId, 'released'),
      })
      await expect(
        releaseBatches(headwater, planner, { runId, batchNumbers: null, now: NOW }),
      ).rejects.toMatchObject({ kind: 'stale-run' })
    }
    const orders = await headwater.asCaller(system, (db) =>
      db
        .selectFrom('supply_order')
        .select('planning_run_id')
        .where('planning_run_id', 'in', [past])
        .execute(),
    )
    expect(orders).toEqual([])
  })
})

describe('difference of two versions', () => {
  const cell = (week: string, authorisation: string, quantity: number) => ({
    itemId: TEA,
    week,
    authorisation,
    quantity,
  })
  it('60 made instead of 50, 20 looked at no more, a week gone by left aside: 2 cells, 10 more, 20 less', () => {
    expect(
      difference(
        [
          cell('2026-05-25', 'make', 70),
          cell('2026-06-01', 'make', 50),
          cell('2026-06-01', 'look-only', 20),
          cell('2026-06-08', 'make', 5),
        ],
        [cell('2026-06-01', 'make', 60), cell('2026-06-08', 'make', 5)],
        '2026-06-01',
      ),
    ).toEqual({ changedCells: 2, more: 10, less: 20 })
  })
})
