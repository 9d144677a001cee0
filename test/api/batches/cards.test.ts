import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import type { Headwater } from '#db/client'
import { replaceMaterialStatement } from '#db/material-supply'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

const NOW = new Date('2026-06-01T02:00:00Z')
let headwater: Headwater
const callerOf = (who: Parameters<typeof procedures>[1]) =>
  procedures({ ...testServices(headwater), now: () => NOW }, who)
const cards = async () => callerOf(planner).batches.cards({ planningRunId: SAMPLE.runId })

beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleMaterials)
})
afterAll(() => headwater.close())

describe('cards of a board', () => {
  it('one per batch; before anything is said or published: not stated, not asked, material of 70 days over', async () => {
    const all = await cards()
    expect(all.map(({ batchNumber }) => batchNumber)).toEqual([1, 2, 3, 4])
    expect(all[0]).toMatchObject({
      material: { kind: 'not-stated' },
      reply: { state: 'not-asked' },
      deadline: { kind: 'start' },
    })
  })

  it('zips for 500 jackets: batch 1 of 300 has them, batch 2 waits until 300 more come on 1 July', async () => {
    await headwater.asCaller(system, (db) =>
      replaceMaterialStatement(
        db,
        {
          supplierId: SAMPLE.supplierId,
          materialId: 2,
          statedOn: '2026-05-31',
          by: 'works',
          at: new Date('2026-05-31T01:00:00Z'),
        },
        [
          { arrivesOn: '2026-05-31', quantity: 500 },
          { arrivesOn: '2026-07-01', quantity: 300 },
        ],
      ),
    )
    const [first, second] = await cards()
    expect(first!.material.kind).toBe('there')
    expect(second!.material).toEqual({
      kind: 'missing',
      nameZh: '双头拉链',
      nameEn: 'Two-way zip',
      until: '2026-07-01',
    })
  })

  it('before a batch is moved, it is said that it would start before its material; what waits as before is not said again', async () => {
    const preview = (decision: Parameters<typeof planned.preview>[0]['decision']) =>
      planned.preview({ runId: SAMPLE.runId, decision })
    const planned = callerOf(planner).batches
    const move = { kind: 'move', batchNumber: 1, lineId: SAMPLE.lineId } as const
    const moved = await preview({ ...move, week: '2026-06-22' })
    expect(moved.waiting).toContainEqual({
      batchNumber: 1,
      startsOn: '2026-06-22',
      nameZh: '双头拉链',
      nameEn: 'Two-way zip',
      until: '2026-07-01',
    })
    expect((await preview({ kind: 'firm', batchNumber: 1 })).waiting).toEqual([])
  })

  it('once published a batch waits for its answer, and shows it', async () => {
    await publishRun(headwater, system, { runId: SAMPLE.runId, now: NOW })
    const own = callerOf(supplier(SAMPLE.supplierId))
    const { publicationId, lines } = (await own.publication.read({}))!
    const before = await cards()
    const asked = before.filter(({ reply }) => reply.state !== 'not-asked')
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.every(({ reply }) => reply.state === 'waiting' && reply.replyBy !== null)).toBe(true)
    const replies = [...new Map(lines.map((line) => [`${line.itemId}/${line.week}`, line])).values()]
    await own.publication.reply({
      publicationId,
      replies: replies.map(({ itemId, week }) => ({
        itemId,
        week,
        answer: 'decline' as const,
        committedQuantity: 0,
        reason: 'line down',
      })),
    })
    const after = await cards()
    for (const { batchNumber } of asked)
      expect(after.find((card) => card.batchNumber === batchNumber)!.reply.state).toBe('declined')
  })

  it('sizes and colours add up to the batch', async () => {
    await headwater.asCaller(system, (db) =>
      db
        .updateTable('item')
        .set({ options: JSON.stringify({ size: 'M', colour: 'NV', colourZh: '藏青', colourEn: 'navy' }) })
        .where('item_id', '=', SAMPLE.jacketId)
        .execute(),
    )
    const [first] = await cards()
    expect(first!.optionMix).toEqual([
      {
        option: 'colour',
        values: [{ value: 'NV', nameZh: '藏青', nameEn: 'navy', quantity: 300 }],
      },
      { option: 'size', values: [{ value: 'M', nameZh: 'M', nameEn: 'M', quantity: 300 }] },
    ])
  })
})
