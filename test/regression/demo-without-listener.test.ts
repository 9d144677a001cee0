import { expect, it } from 'vitest'
import { demoOptions } from '#scripts/demo/demo-options'
import { generate } from '#scripts/demo/generate'

it('subscriptions are drawn whether or not anybody listens to the truth behind them', () => {
  const tables = new Set<string>()
  const options = demoOptions({ asOf: '2026-06-01', items: 80, owners: 20, months: 12, entries: 20_000 })
  for (const { table } of generate(options)) tables.add(table)
  expect([...tables]).toEqual(
    expect.arrayContaining(['campaign', 'subscription', 'subscription_event', 'box_content']),
  )
})
