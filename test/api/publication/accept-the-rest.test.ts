import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { readPublication } from '#api/publication/read-publication'
import { replyToPublication } from '#api/publication/reply-to-publication'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { askedUnits } from '#planning/order-policy/commitment'
import { planner, supplier, testDatabase } from '#test/support/database'
import { AS_OF, NOW, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'

let headwater: Headwater
const request = { asOf: AS_OF, horizonWeeks: 30, detailWeeks: 4, startedBy: 'test' }
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

/** Publishes a new run; what it asks and what stands, by item and week. */
async function publishedTo(hours: number) {
  const { runId } = await runPlan(headwater, request)
  const [version] = await publishRun(headwater, planner, { runId, now: hoursLater(hours) })
  return version!.publicationId
}

async function read(publicationId: number) {
  const view = (await readPublication(headwater, supplier(SUPPLIER), { publicationId }, NOW))!
  const replyTo = (itemId: number, week: string) =>
    view.replies.find((reply) => reply.itemId === itemId && reply.week === week)
  const keys = new Set(view.lines.map(({ itemId, week }) => `${itemId}/${week}`))
  const cells = [...keys].map((key) => {
    const lines = view.lines.filter(({ itemId, week }) => `${itemId}/${week}` === key)
    const { itemId, week } = lines[0]!
    return { itemId, week, ...askedUnits(lines), reply: replyTo(itemId, week) }
  })
  return { ...view, cells }
}

const answer = (publicationId: number, hours: number, more: object) =>
  replyToPublication(headwater, supplier(SUPPLIER), {
    publicationId,
    replies: [],
    now: hoursLater(hours),
    ...more,
  })

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

describe('accepting all the rest', () => {
  it('commits to what is authorised, week by week, and leaves forecasts to look at unanswered', async () => {
    const publicationId = await publishedTo(0)
    const before = await read(publicationId)
    const tea = before.cells.find((cell) => cell.itemId === TEA && cell.authorised > 1)!
    const partial = { itemId: TEA, week: tea.week, answer: 'partial', committedQuantity: 1, reason: 'wet' }
    await answer(publicationId, 1, { replies: [partial] })
    const toLookAt = before.cells.filter(({ authorised }) => authorised === 0)
    expect(toLookAt.length).toBeGreaterThan(5)

    const heard = await answer(publicationId, 2, { commitTheRest: true })
    expect(heard).toEqual({
      recorded: before.cells.length - toLookAt.length - 1,
      leftToLookAt: toLookAt.length,
      leftStanding: 1,
    })
    for (const cell of (await read(publicationId)).cells)
      expect(cell.reply?.committedQuantity).toBe(
        cell.itemId === TEA && cell.week === tea.week
          ? 1
          : cell.authorised === 0
            ? undefined
            : cell.authorised,
      )
  })

  it('leaves a partial reply to an earlier version as it was', async () => {
    const publicationId = await publishedTo(3)
    const { cells } = await read(publicationId)
    const earlier = cells.filter(({ reply }) => reply?.isFromPrevious)
    expect(earlier.some(({ reply }) => reply!.answer === 'partial')).toBe(true)
    const { leftStanding } = await answer(publicationId, 4, { commitTheRest: true })
    expect(leftStanding).toBe(earlier.length)
    const after = (await read(publicationId)).cells
    for (const { itemId, week, reply } of earlier)
      expect(after.find((cell) => cell.itemId === itemId && cell.week === week)!.reply).toEqual(reply)
  })

  it('a supplier may still answer a forecast to look at by itself, for all of it', async () => {
    const publicationId = (await readPublication(headwater, supplier(SUPPLIER), {}, NOW))!.publicationId
    const { cells } = await read(publicationId)
    const { itemId, week, lookOnly } = cells.find(({ authorised, reply }) => authorised === 0 && !reply)!
    await answer(publicationId, 5, { replies: [{ itemId, week, answer: 'commit' }] })
    const again = (await read(publicationId)).cells.find(
      (cell) => cell.itemId === itemId && cell.week === week,
    )
    expect(again!.reply!.committedQuantity).toBe(lookOnly)
  })
})
