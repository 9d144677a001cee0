import { describe, expect, it } from 'vitest'
import { isWaiting, type ReplyRow, theRest, unitsOf } from '#web/supplier/reply-rows.ts'

const row = (key: string, authorised: number, reply: object | null, more: object = {}) =>
  ({ key, authorised, asked: authorised + 20, baseUnit: 'piece', reply, ...more }) as unknown as ReplyRow
const rows = [
  row('new', 80, null),
  row('answered', 70, { isFromPrevious: false }),
  row('earlier', 60, { isFromPrevious: true }),
  row('forecast', 0, null),
  row('silk', 5000, null, { baseUnit: 'gram' }),
]
const keys = (chosen: readonly ReplyRow[]) => chosen.map(({ key }) => key)

describe('the rest of a reply sheet', () => {
  it('accepts what is authorised and never answered; earlier replies and forecasts are left', () => {
    const rest = theRest(rows)
    expect(keys(rest.accepted)).toEqual(['new', 'silk'])
    expect(keys(rest.standing)).toEqual(['earlier'])
    expect(keys(rest.toLookAt)).toEqual(['forecast'])
  })
  it('a forecast to look at keeps nobody waiting; an earlier reply does until it is kept or changed', () => {
    expect(keys(rows.filter(isWaiting))).toEqual(['new', 'earlier', 'silk'])
  })
  it('pieces and grams are never added up', () => {
    expect(unitsOf(theRest(rows).accepted, ({ authorised }) => authorised)).toEqual([
      { baseUnit: 'piece', units: 80 },
      { baseUnit: 'gram', units: 5000 },
    ])
  })
})
