import { expect, it } from 'vitest'
import { formatNumber } from '#web/ui/number.tsx'

const onAxis = (value: number, style: 'plain' | 'percent', language: string) =>
  formatNumber(value, { style, decimals: 0, isAxis: true }, language)

it('ticks half a percent apart are told apart, and no decimals stand where none are needed', () => {
  expect([0, 0.045, 0.09, 0.135, 0.18].map((tick) => onAxis(tick, 'percent', 'en'))).toEqual([
    '0%',
    '4.5%',
    '9%',
    '13.5%',
    '18%',
  ])
})

it('large ticks are short in the way of each language', () => {
  expect(onAxis(12_500, 'plain', 'en')).toBe('12.5K')
  expect(onAxis(12_500, 'plain', 'zh-CN')).toBe('1.25万')
  expect(onAxis(2.25, 'plain', 'en')).toBe('2.25')
})
