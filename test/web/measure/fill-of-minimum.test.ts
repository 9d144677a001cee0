import { expect, it } from 'vitest'
import { fillMeasure } from '#web/measure/batch-facts.tsx'
import { measureText } from '#web/measure/measure.tsx'

const text = (fill: number) => measureText(fillMeasure(fill), fill, 'en')

it('a batch of 85% of the minimum is a share; one of 57.5 times is not said as 5,750%', () => {
  expect([text(0.85), text(1.99)]).toEqual(['85%', '199%'])
  expect([text(2), text(57.5)]).toEqual(['2.0', '57.5'])
})
