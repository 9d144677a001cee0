import { array, assert, boolean, constantFrom, integer, oneof, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOf, type GridItem, gridLines, readCell } from '#web/demand/grid-cells.ts'
import {
  allDrafts,
  type CellChange,
  changeCells,
  type Draft,
  draftAt,
  holdCells,
  isHeld,
  NO_DRAFTS,
  readDrafts,
  redoStep,
  undoStep,
  writtenDrafts,
} from '#web/demand/grid-drafts.ts'
import { blockOf, pasteBlock } from '#web/demand/grid-paste.ts'

const WEEKS = ['2026-06-01', '2026-06-08', '2026-06-15']
const item = (itemId: number, overrides: Partial<GridItem['overrides'][number]>[] = []): GridItem => ({
  itemId,
  code: `I-${itemId}`,
  nameZh: `商品 ${itemId}`,
  nameEn: `Item ${itemId}`,
  categoryId: itemId % 2,
  categoryZh: '服装',
  categoryEn: 'Clothing',
  model: [100.4, 200, 300],
  onBook: [30, 0, 0],
  overrides: overrides.map((entry) => ({
    overrideId: 5,
    week: WEEKS[0]!,
    scope: 'total',
    quantity: 120,
    reason: 'price',
    note: '',
    madeBy: 'p',
    madeAt: '2026-05-30T00:00:00Z',
    ...entry,
  })),
})
const cellOf = (of: GridItem, step = 0, draft?: Draft) => readCell(of, WEEKS[step]!, step, draft)
const draft = (quantity: number): Draft => ({ quantity, seen: 0, was: 1, model: 1, onBook: 0 })

describe('a cell of the demand grid', () => {
  it('counts the draft before the override before the model; a remainder of 50 stands on the 30 that are booked', () => {
    expect(cellOf(item(1)).units).toBe(100)
    expect(cellOf(item(1, [{}])).units).toBe(120)
    expect(cellOf(item(1, [{ scope: 'remainder', quantity: 50 }])).units).toBe(80)
    expect(cellOf(item(1, [{ quantity: null }])).units).toBe(100)
    expect(cellOf(item(1, [{}]), 0, draft(90)).units).toBe(90)
  })

  it('typing what already stands leaves no draft; a draft remembers the entry that was first seen', () => {
    expect(draftOf(cellOf(item(1, [{}])), 120)).toBeUndefined()
    expect(draftOf(cellOf(item(1)), null)).toBeUndefined()
    const typed = draftOf(cellOf(item(1, [{}])), 130)!
    expect(typed).toEqual({ quantity: 130, seen: 5, was: 120, model: 100.4, onBook: 30 })
    const changedMeanwhile = item(1, [{ overrideId: 9, quantity: 125 }])
    expect(draftOf(cellOf(changedMeanwhile, 0, typed), 140)!.seen).toBe(5)
  })
})

describe('steps back', () => {
  const changes = array(
    record({
      itemId: integer({ min: 1, max: 4 }),
      week: constantFrom(...WEEKS),
      draft: oneof(
        integer({ min: 0, max: 9 }).map(draft),
        boolean().map(() => undefined),
      ),
    }),
    { minLength: 1, maxLength: 6 },
  ).map((drawn): CellChange[] => [
    ...new Map(drawn.map((change) => [`${change.itemId}/${change.week}`, change])).values(),
  ])

  it('of any steps, up to 20 are undone cell by cell and done again', () => {
    assert(
      property(array(changes, { maxLength: 25 }), (steps) => {
        const states = [NO_DRAFTS]
        for (const step of steps) states.push(changeCells(states.at(-1)!, step))
        let now = states.at(-1)!
        const reach = Math.min(20, steps.length)
        for (let back = 1; back <= reach; back += 1) {
          now = undoStep(now)
          expect(now.cells).toEqual(states.at(-1 - back)!.cells)
        }
        expect(undoStep(now)).toBe(now)
        for (let on = 0; on < reach; on += 1) now = redoStep(now)
        expect(now.cells).toEqual(states.at(-1)!.cells)
      }),
    )
  })

  it('drafts and holds survive being written; a broken text gives none', () => {
    const names = new Map([[1, { code: 'I-1', nameZh: '一', nameEn: 'One' }]])
    const drafts = holdCells(
      changeCells(NO_DRAFTS, [{ itemId: 1, week: WEEKS[0]!, draft: draft(7) }], names),
      [{ itemId: 2, week: WEEKS[1]! }],
      true,
    )
    const read = readDrafts(writtenDrafts(drafts))
    expect(read).toEqual({ ...drafts, undo: [] })
    expect(isHeld(read, 2, WEEKS[1]!)).toBe(true)
    expect(readDrafts('{')).toEqual(NO_DRAFTS)
  })
})

describe('a pasted block', () => {
  const items = [item(1), item(2), item(3)]
  const target = {
    lines: gridLines(items, false),
    weeks: WEEKS,
    top: 0,
    left: 2,
    height: 1,
    width: 1,
  }

  it('is taken whole, each cell its own; an empty cell leaves what is there', () => {
    const answer = pasteBlock(blockOf('1,234\t7\r\n\t8\r\n'), target, NO_DRAFTS)
    if (answer.kind !== 'taken') throw new Error(answer.kind)
    const drafts = changeCells(NO_DRAFTS, answer.changes)
    expect(
      allDrafts(drafts).map(({ itemId, week, draft: { quantity } }) => [itemId, week, quantity]),
    ).toEqual([
      [1, WEEKS[0], 1234],
      [1, WEEKS[1], 7],
      [2, WEEKS[1], 8],
    ])
    expect(draftAt(undoStep(drafts), 1, WEEKS[0]!)).toBeUndefined()
  })

  it('with one bad cell nothing is taken: row, week, value and rule are told', () => {
    const answer = pasteBlock(blockOf('1\t2\n3\tten'), target, NO_DRAFTS)
    expect(answer).toMatchObject({
      kind: 'faults',
      faults: [{ row: 2, week: WEEKS[1], text: 'ten', rule: 'not-a-number', line: { key: 'item-2' } }],
    })
  })

  it('over the edge, onto a total and over 2,000 cells it is refused', () => {
    const rules = (text: string, more: Partial<typeof target> = {}) => {
      const answer = pasteBlock(blockOf(text), { ...target, ...more }, NO_DRAFTS)
      return answer.kind === 'faults' ? answer.faults.map(({ rule }) => rule) : answer.kind
    }
    expect(rules('1\t2', { left: 4 })).toEqual(['outside'])
    expect(rules('1\n2', { top: 2 })).toEqual(['outside'])
    expect(rules('1\t2', { left: 1 })).toEqual(['is-total'])
    expect(rules('1', { lines: gridLines(items, true) })).toEqual(['is-total'])
    expect(rules(Array.from({ length: 2001 }, () => '1').join('\n'))).toBe('too-many')
  })

  it('a single value fills the selection', () => {
    const answer = pasteBlock([['5']], { ...target, height: 2, width: 3 }, NO_DRAFTS)
    expect(answer).toMatchObject({ kind: 'taken', read: 6 })
  })
})
