import { expect, it } from 'vitest'
import { shortened } from '#web/ui/shortened.ts'

it('a text that fits stays whole; a Chinese character is as wide as two Latin letters', () => {
  expect(shortened('Jinhuang mango, 2.5 kg box', 26)).toBe('Jinhuang mango, 2.5 kg box')
  expect(shortened('Jinhuang mango, 2.5 kg box', 25)).toBe('Jinhuang mango, 2.5 kg b…')
  expect(shortened('金煌芒礼盒', 10)).toBe('金煌芒礼盒')
  expect(shortened('金煌芒礼盒', 9)).toBe('金煌芒…')
})
