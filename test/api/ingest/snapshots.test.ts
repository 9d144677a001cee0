import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '#test/support/database'
import { fileOf, importAll, makeMasters, netLedger } from '#test/support/import-files'

const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-05-${String(day).padStart(2, '0')}`)
const later = fc.option(
  fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`),
  { nil: '' },
)
const order = fc.record({
  item: fc.constantFrom('I1', 'I2'),
  owner: fc.constantFrom('O1', 'O2', ''),
  quantity: fc.integer({ min: 1, max: 9 }),
  placed: date,
  settled: later,
  cancelled: later,
})
const snapshot = fc.array(order, { minLength: 5, maxLength: 5 })

const text = (
  orders: readonly {
    item: string
    owner: string
    quantity: number
    placed: string
    settled: string
    cancelled: string
  }[],
) =>
  `Order line,Item,Shop owner,Quantity,Placed at,Needed from,Balance paid at,Cancelled at\n${orders
    .map(
      (each, n) =>
        `P${n},${each.item},${each.owner},${each.quantity},${each.placed},2026-08-03,${each.settled},${each.cancelled}`,
    )
    .join('\n')}\n`

describe('snapshots of the same orders', () => {
  it('any sequence leaves the same net ledger as the last one alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(snapshot, { minLength: 2, maxLength: 4 }), async (snapshots) => {
        const [sequence, alone] = [await testDatabase(), await testDatabase()]
        try {
          await makeMasters(sequence)
          await makeMasters(alone)
          for (const each of snapshots) {
            const summary = await importAll(sequence, { kind: 'pre-orders', file: fileOf(text(each)) })
            expect(summary.state).toBe('committed')
          }
          await importAll(alone, { kind: 'pre-orders', file: fileOf(text(snapshots.at(-1)!)) })
          expect(await netLedger(sequence)).toEqual(await netLedger(alone))
        } finally {
          await sequence.close()
          await alone.close()
        }
      }),
      { numRuns: 8, seed: 20261125 },
    )
  })
})
