import { describe, expect, it } from 'vitest'
import { keptAnswer, type ReplyRow } from '#web/supplier/reply-rows.ts'

const keeping = { today: '2026-06-01', reasonIfNone: (version: number) => `kept from version ${version}` }
const reply = {
  answer: 'partial',
  committedQuantity: 100,
  committedOn: null,
  reason: 'down is short',
  version: 1,
  isFromPrevious: true,
}
const row = (asked: number, more: object = {}) =>
  ({
    itemId: 7,
    week: '2026-06-15',
    asked,
    accepted: asked,
    reply: { ...reply, ...more },
  }) as unknown as ReplyRow
const cell = { itemId: 7, week: '2026-06-15' }

describe('a reply of an earlier version, kept', () => {
  it('100 of 250 stays partly, with its reason', () => {
    expect(keptAnswer(row(250), keeping)).toEqual({
      ...cell,
      answer: 'partial',
      committedQuantity: 100,
      reason: 'down is short',
    })
  })
  it('100 where 80 are asked now commits to the 80', () => {
    expect(keptAnswer(row(80), keeping)).toEqual({ ...cell, answer: 'commit' })
  })
  it('declined stays declined; without a reason it says where it comes from', () => {
    expect(
      keptAnswer(row(250, { answer: 'decline', committedQuantity: 0, reason: null }), keeping),
    ).toMatchObject({ answer: 'decline', committedQuantity: 0, reason: 'kept from version 1' })
  })
  it('a day of arrival is kept until it has passed', () => {
    expect(keptAnswer(row(250, { committedOn: '2026-06-20' }), keeping)?.committedOn).toBe('2026-06-20')
    expect(keptAnswer(row(250, { committedOn: '2026-05-20' }), keeping)?.committedOn).toBeUndefined()
  })
  it('a row without a reply keeps nothing', () => {
    expect(keptAnswer({ ...row(250), reply: null }, keeping)).toBeNull()
  })
})
