import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScheduledBatch, type ScheduleFloor, scheduleFigures } from '#planning/batches/batch-schedule'
import { type BatchDecision, batchQuantity, decideBatch } from '#planning/batches/decide-batch'

const WEEKS = ['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22']
const [W1, W2, W3, W4] = WEEKS as [string, string, string, string]
const minutes = (value: number) => new Map(WEEKS.map((week) => [week, value]))
const line = {
  capacityMinutes: minutes(100),
  overtimeMinutes: minutes(20),
  overtimeCostPerMinute: 5,
  committedMinutes: new Map([[W4, 30]]),
}
const routing = { minutesPerUnit: 1, setupMinutes: 0 }
const floor: ScheduleFloor = {
  lines: new Map([
    [1, line],
    [2, line],
  ]),
  routings: new Map([
    [
      101,
      new Map([
        [1, routing],
        [2, { minutesPerUnit: 2, setupMinutes: 0 }],
      ]),
    ],
    [102, new Map([[1, routing]])],
    [103, new Map([[1, routing]])],
  ]),
  families: new Map([
    [
      1,
      new Map([
        [7, { setupMinutes: 10, setupCost: 50 }],
        [8, { setupMinutes: 10, setupCost: 50 }],
      ]),
    ],
    [2, new Map([[7, { setupMinutes: 10, setupCost: 50 }]])],
  ]),
  items: new Map([
    [101, { familyId: 7, transportWeeks: 1, holdingCostPerUnitPerWeek: 2, minimumQuantity: 10 }],
    [102, { familyId: 7, transportWeeks: 0, holdingCostPerUnitPerWeek: 2, minimumQuantity: 0 }],
    [103, { familyId: 8, transportWeeks: 0, holdingCostPerUnitPerWeek: 2, minimumQuantity: 0 }],
  ]),
}
const first: ScheduledBatch = {
  batchNumber: 1,
  lineId: 1,
  familyId: 7,
  week: W1,
  state: 'planned',
  items: [
    { itemId: 101, quantity: 40 },
    { itemId: 102, quantity: 20 },
  ],
  pegs: [
    { itemId: 101, purpose: 'paid', needWeek: W2, quantity: 25 },
    { itemId: 101, purpose: 'model', needWeek: W3, quantity: 15 },
    { itemId: 102, purpose: 'deposit', needWeek: W1, quantity: 20 },
  ],
}
const second: ScheduledBatch = {
  ...first,
  batchNumber: 2,
  week: W2,
  items: [{ itemId: 101, quantity: 50 }],
  pegs: [{ itemId: 101, purpose: 'model', needWeek: W4, quantity: 50 }],
}
const other: ScheduledBatch = {
  ...second,
  batchNumber: 3,
  familyId: 8,
  items: [{ itemId: 103, quantity: 5 }],
  pegs: [{ itemId: 103, purpose: 'model', needWeek: W2, quantity: 5 }],
}
const plan = [first, second, other]
const decide = (decision: BatchDecision, batches: readonly ScheduledBatch[] = plan) =>
  decideBatch(batches, decision, WEEKS, floor)
const planAfter = (decision: BatchDecision) => decide(decision).batches!

describe('schedule figures', () => {
  it('a family is set up once per line and week; early units are held; nothing is late', () => {
    const figures = scheduleFigures(plan, floor)
    expect(figures.loads.map(({ lineId, week, usedMinutes }) => [lineId, week, usedMinutes])).toEqual([
      [1, W1, 70],
      [1, W2, 75],
      [1, W4, 30],
      [2, W4, 30],
    ])
    expect(figures.setupCost).toBe(150)
    expect(figures.awaited.map(({ lateUnits }) => lateUnits)).toEqual([0])
    // 15 units a week early, 50 units a week early, 2 a unit and week.
    expect(figures.holdingCost).toBe(2 * (15 + 50))
  })

  it('moving batch 1 two weeks later on top of nothing makes all of it late: 25 × 1, 15 × 1 less one, 20 × 2', () => {
    const figures = scheduleFigures(planAfter({ kind: 'move', batchNumber: 1, lineId: 1, week: W3 }), floor)
    expect(figures.awaited).toEqual([
      {
        baseUnit: 'piece',
        servedUnits: 115,
        lateUnits: 25 + 15 + 20,
        lateUnitWeeks: 25 * 2 + 15 * 1 + 20 * 2,
      },
    ])
    const weighed = { ...floor.items.get(102)!, baseUnit: 'gram' }
    const mixed = { ...floor, items: new Map([...floor.items, [102, weighed]]) }
    const { awaited } = scheduleFigures(
      planAfter({ kind: 'move', batchNumber: 1, lineId: 1, week: W3 }),
      mixed,
    )
    expect(awaited.map(({ baseUnit }) => baseUnit)).toEqual(['piece', 'gram'])
    expect(awaited.reduce((sum, { lateUnits }) => sum + lateUnits, 0)).toBe(25 + 15 + 20)
  })

  it('two batches of a family in one week save a setup and need overtime, and the rest is overload', () => {
    const figures = scheduleFigures(planAfter({ kind: 'move', batchNumber: 1, lineId: 1, week: W2 }), floor)
    const week = figures.loads.find((load) => load.week === W2)!
    expect(week.usedMinutes).toBe(60 + 50 + 5 + 20)
    expect([week.overtimeMinutes, week.overloadMinutes]).toEqual([20, 15])
    expect(figures.setupCost).toBe(100)
    expect(figures.overtimeCost).toBe(100)
  })

  it('an item that no line makes is named', () => {
    expect(() => scheduleFigures([{ ...other, items: [{ itemId: 9, quantity: 1 }] }], floor)).toThrow(
      'routings of batch 3 must be one of 101, 102, 103; got 9',
    )
  })
})

describe('decisions about batches', () => {
  it('order puts the batches of a week in place; the one moved is firm, and a move gives its place up', () => {
    const ordered = decide({ kind: 'order', batchNumber: 3, order: [3, 2] }).batches!
    expect(ordered.map(({ batchNumber, place, state }) => [batchNumber, place, state])).toEqual([
      [1, undefined, 'planned'],
      [2, 2, 'planned'],
      [3, 1, 'firm'],
    ])
    const moved = decide({ kind: 'move', batchNumber: 3, lineId: 1, week: W3 }, ordered).batches!
    expect(moved.map(({ place }) => place)).toEqual([undefined, 2, undefined])
    expect(decide({ kind: 'order', batchNumber: 3, order: [3] }).problem).toEqual({
      kind: 'other-order',
      batchNumber: 3,
    })
    expect(decide({ kind: 'order', batchNumber: 3, order: [3, 1] }).problem?.kind).toBe('other-order')
    const released = plan.map(
      (batch): ScheduledBatch => ({ ...batch, state: batch === second ? 'released' : 'planned' }),
    )
    expect(decide({ kind: 'order', batchNumber: 3, order: [3, 2] }, released).problem).toEqual({
      kind: 'released',
      batchNumber: 2,
    })
    expect(decide({ kind: 'order', batchNumber: 3, order: [2, 3] }, released).problem).toBeNull()
  })

  it('split takes what is needed last, in proportion of the items', () => {
    const [stays, , , off] = planAfter({
      kind: 'split',
      batchNumber: 1,
      newNumber: 4,
      quantity: 30,
      week: W2,
    })
    expect(off).toMatchObject({ batchNumber: 4, week: W2, state: 'firm' })
    expect(off!.items).toEqual([
      { itemId: 101, quantity: 20 },
      { itemId: 102, quantity: 10 },
    ])
    expect(off!.pegs[0]).toEqual({ itemId: 101, purpose: 'model', needWeek: W3, quantity: 15 })
    expect(batchQuantity(stays!)).toBe(30)
  })

  it('merge adds the units to the other batch and keeps its line and week', () => {
    const batches = planAfter({ kind: 'merge', batchNumber: 1, into: 2 })
    expect(batches.map(({ batchNumber }) => batchNumber)).toEqual([2, 3])
    expect(batches[0]).toMatchObject({ week: W2, state: 'firm' })
    expect(batches[0]!.items).toEqual([
      { itemId: 101, quantity: 90 },
      { itemId: 102, quantity: 20 },
    ])
  })

  it('create adds units that nobody waits for', () => {
    const made = planAfter({
      kind: 'create',
      newNumber: 9,
      itemId: 103,
      quantity: 12,
      lineId: 1,
      week: W3,
    }).at(-1)!
    expect(made).toMatchObject({ batchNumber: 9, familyId: 8, state: 'firm' })
    expect(made.pegs).toEqual([{ itemId: 103, purpose: 'excess', needWeek: null, quantity: 12 }])
  })

  it('firm, and back', () => {
    const firm = planAfter({ kind: 'firm', batchNumber: 2 })
    expect(firm[1]!.state).toBe('firm')
    expect(decide({ kind: 'give-back', batchNumber: 2 }, firm).batches).toEqual(plan)
  })

  it.each<[BatchDecision, object]>([
    [
      { kind: 'firm', batchNumber: 8 },
      { kind: 'unknown-batch', batchNumber: 8 },
    ],
    [
      { kind: 'merge', batchNumber: 1, into: 3 },
      { kind: 'other-family', batchNumber: 1, into: 3 },
    ],
    [
      { kind: 'merge', batchNumber: 1, into: 1 },
      { kind: 'same-batch', batchNumber: 1 },
    ],
    [
      { kind: 'move', batchNumber: 1, lineId: 2, week: W1 },
      { kind: 'no-routing', itemId: 102, lineId: 2 },
    ],
    [{ kind: 'move', batchNumber: 1, lineId: 1, week: '2027-01-04' }, { kind: 'week-outside' }],
    [
      { kind: 'split', batchNumber: 2, newNumber: 4, quantity: 50, week: W2 },
      { kind: 'quantity', lowest: 1, highest: 49 },
    ],
    [
      { kind: 'split', batchNumber: 2, newNumber: 3, quantity: 5, week: W2 },
      { kind: 'number-taken', batchNumber: 3 },
    ],
    [
      { kind: 'create', newNumber: 4, itemId: 101, quantity: 0.5, lineId: 1, week: W1 },
      { kind: 'quantity', lowest: 1 },
    ],
  ])('%j cannot stand', (decision, problem) => {
    expect(decide(decision)).toMatchObject({ batches: null, problem })
  })

  it('a released batch is out of reach', () => {
    const released = [{ ...first, state: 'released' as const }, second]
    expect(decide({ kind: 'move', batchNumber: 1, lineId: 1, week: W2 }, released).problem).toEqual({
      kind: 'released',
      batchNumber: 1,
    })
    expect(decide({ kind: 'merge', batchNumber: 2, into: 1 }, released).problem?.kind).toBe('released')
  })

  it('no decision but create makes or loses a unit or what it is for, and none changes the plan it was given', () => {
    const decision = record({
      kind: constantFrom('move' as const, 'split' as const, 'merge' as const, 'firm' as const),
      batchNumber: integer({ min: 1, max: 4 }),
      newNumber: integer({ min: 3, max: 6 }),
      into: integer({ min: 1, max: 4 }),
      lineId: integer({ min: 1, max: 2 }),
      quantity: integer({ min: 0, max: 70 }),
      week: constantFrom(...WEEKS),
    })
    const units = (batches: readonly ScheduledBatch[], of: 'items' | 'pegs') =>
      batches.flatMap((batch) => [...batch[of]]).reduce((sum, { quantity }) => sum + quantity, 0)
    assert(
      property(decision, (drawn) => {
        const before = JSON.stringify(plan)
        const { batches } = decide(drawn as BatchDecision)
        expect(JSON.stringify(plan)).toBe(before)
        if (!batches) return
        for (const of of ['items', 'pegs'] as const) expect(units(batches, of)).toBe(units(plan, of))
        for (const batch of batches)
          for (const { itemId, quantity } of batch.items)
            expect(
              batch.pegs.filter((peg) => peg.itemId === itemId).reduce((sum, peg) => sum + peg.quantity, 0),
            ).toBe(quantity)
      }),
    )
  })
})

describe('a batch made larger or smaller', () => {
  const resize = (items: readonly { itemId: number; quantity: number }[]) =>
    decide({ kind: 'resize', batchNumber: 1, items })

  it('30 of 40: ten units of the model give way, what is paid for stays, the other item keeps its units', () => {
    const [after] = resize([{ itemId: 101, quantity: 30 }]).batches!
    expect(after).toMatchObject({ state: 'firm', items: [{ quantity: 30 }, { quantity: 20 }] })
    expect(after!.pegs).toEqual([
      { itemId: 101, purpose: 'model', needWeek: W3, quantity: 5 },
      { itemId: 101, purpose: 'paid', needWeek: W2, quantity: 25 },
      { itemId: 102, purpose: 'deposit', needWeek: W1, quantity: 20 },
    ])
    expect(scheduleFigures(plan, floor).awaited[0]!.servedUnits).toBe(115)
    expect(scheduleFigures([after!, second, other], floor).awaited[0]!.servedUnits).toBe(105)
  })
  it('50 of 40: ten units more that nobody waits for', () => {
    const [after] = resize([{ itemId: 101, quantity: 50 }]).batches!
    expect(after!.pegs).toContainEqual({ itemId: 101, purpose: 'excess', needWeek: null, quantity: 10 })
  })
  it('an item made 0 of leaves the batch; a batch of nothing cannot stand', () => {
    const [after] = resize([{ itemId: 102, quantity: 0 }]).batches!
    expect(after!.items).toEqual([{ itemId: 101, quantity: 40 }])
    const nothing = [101, 102].map((itemId) => ({ itemId, quantity: 0 }))
    expect(resize(nothing).problem).toMatchObject({ kind: 'quantity', lowest: 1, quantity: 0 })
  })
  it('an item that the batch does not make, or part of a unit, cannot stand', () => {
    const stranger = { kind: 'no-routing', itemId: 103, lineId: 1 }
    expect(resize([{ itemId: 103, quantity: 5 }]).problem).toEqual(stranger)
    expect(resize([{ itemId: 101, quantity: 1.5 }]).problem).toMatchObject({ kind: 'quantity' })
  })
  it('whatever the sizes, pegs add up to the items and paid units go last', () => {
    assert(
      property(integer({ min: 0, max: 90 }), integer({ min: 0, max: 90 }), (one, two) => {
        const { batches } = resize([
          { itemId: 101, quantity: one },
          { itemId: 102, quantity: two },
        ])
        if (!batches) {
          expect(one + two).toBe(0)
          return
        }
        const after = batches[0]!
        for (const { itemId, quantity } of after.items)
          expect(
            after.pegs.filter((peg) => peg.itemId === itemId).reduce((sum, peg) => sum + peg.quantity, 0),
          ).toBe(quantity)
        const paid = after.pegs.find(({ purpose }) => purpose === 'paid')?.quantity ?? 0
        expect(paid).toBe(Math.min(25, one))
      }),
    )
  })
})
