import { describe, expect, it } from 'vitest'
import { measureText } from '#web/measure/measure.tsx'

const NBSP = '\u00A0'

describe('a quantity is read in the unit that goes with its base unit', () => {
  it('1,250 grams are 1.3 kg, 1,234,500 are 1,234.5; pieces stay whole and without a word', () => {
    expect(measureText('forecast', 1250, 'en', { unit: 'gram' })).toBe(`1.3${NBSP}kg`)
    expect(measureText('on-hand', 1_234_500, 'zh-CN', { unit: 'gram' })).toBe(`1,234.5${NBSP}千克`)
    expect(measureText('forecast', 1250.4, 'en', { unit: 'piece' })).toBe('1,250')
    expect(measureText('forecast', 1250.4, 'en')).toBe('1,250')
  })
  it('signs stay; what is unknown is a dash, without a unit', () => {
    expect(measureText('reply-gap', -500, 'en', { unit: 'gram', signed: true })).toBe(`-0.5${NBSP}kg`)
    expect(measureText('reply-gap', 500, 'en', { unit: 'millilitre', signed: true })).toBe(
      `+0.5${NBSP}litres`,
    )
    expect(measureText('on-hand', null, 'en', { unit: 'gram' })).toBe('–')
  })
  it('4 fen for a gram are 40 yuan for a kilogram; shares, minutes and money are what they were', () => {
    expect(measureText('unit-price', 4, 'en', { unit: 'gram' })).toBe('¥40.00/kg')
    expect(measureText('unit-price', 400, 'en', { unit: 'piece' })).toBe('¥4.00')
    expect(measureText('known-share', 0.5, 'en', { unit: 'gram' })).toBe('50%')
    expect(measureText('run-minutes', 90, 'en', { unit: 'gram' })).toBe('90')
    expect(measureText('money-at-risk', 123_400, 'en', { unit: 'gram' })).toBe('¥1,234')
  })
})
