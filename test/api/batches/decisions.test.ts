import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { breakEvenStep } from '#planning/batches/buy-certainty'
import { dialPositions } from '#planning/batches/certainty-dial'
import type { BatchDecision } from '#planning/batches/decide-batch'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, NOW, smallCompany } from '#test/support/small-company'
import { smallFloor } from '#test/support/small-floor'

let headwater: Headwater
let caller: ReturnType<typeof procedures>
let runId = 0
const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 6, startedBy: 'test' }
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, smallFloor)
  caller = procedures({ ...testServices(headwater), now: () => NOW }, planner)
  runId = (await runPlan(headwater, request)).runId
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const board = async () => (await caller.batches.board({}))!
const decide = (decision: BatchDecision, decisionKey = randomUUID()) =>
  caller.batches.decide({ runId, decisionKey, decision })
const undo = () => caller.batches.undo({ runId, decisionKey: randomUUID() })
const orders = () =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('supply_order')
      .select(['code', 'state', 'quantity', 'made_in_week'])
      .where('planning_run_id', '=', runId)
      .orderBy('code')
      .execute(),
  )

const threshold = (threshold_quantity: number | null) =>
  headwater.asCaller(system, (db) =>
    db.updateTable('campaign').set({ threshold_quantity }).where('campaign_id', '=', 2).execute(),
  )

describe('decisions about batches', () => {
  it('a preview compares load, lateness and cost, and writes nothing', async () => {
    const before = await board()
    const batch = before.batches[0]!
    const {
      before: now,
      after,
      problem,
    } = await caller.batches.preview({
      runId,
      decision: {
        kind: 'move',
        batchNumber: batch.batchNumber,
        lineId: batch.lineId,
        week: before.weeks.at(-1)!,
      },
    })
    expect(problem).toBeNull()
    expect(after!.awaited[0]!.lateUnits).toBeGreaterThan(now.awaited[0]!.lateUnits)
    expect(await board()).toEqual(before)
    expect(await orders()).toEqual([])
  })

  it('a move shows on the board and becomes a firm order; undo restores the board and cancels the order', async () => {
    const before = await board()
    const { batchNumber, lineId, quantity } = before.batches[0]!
    const week = before.weeks[1]!
    expect(await decide({ kind: 'move', batchNumber, lineId, week })).toEqual({ problem: null })
    const moved = (await board()).batches.find((batch) => batch.batchNumber === batchNumber)!
    expect(moved).toMatchObject({ week, state: 'firm', isMoved: true, quantity })
    const firm = await orders()
    expect(firm.map(({ state }) => state)).toEqual(moved.items.map(() => 'firm'))
    expect(firm.reduce((sum, order) => sum + order.quantity, 0)).toBe(quantity)
    expect(firm[0]!.made_in_week).toBe(week)
    expect(await undo()).toEqual({ undone: true })
    expect(await board()).toEqual(before)
    expect((await orders()).map(({ state }) => state)).toEqual(firm.map(() => 'cancelled'))
    expect(await undo()).toEqual({ undone: false })
  })

  it('the dial knows the pre-sale behind a batch; its 51 positions are what the engine says of its 50 outcomes', async () => {
    const { batches } = await board()
    await threshold(500)
    let withCampaign = 0
    let offered = 0
    for (const batch of batches) {
      const dial = await caller.batches.dial({ planningRunId: runId, batchNumber: batch.batchNumber })
      // Mangoes sell for less than they cost here: nothing to weigh.
      expect(dial === null).toBe(batch.items.some(({ code }) => code === 'MANGO'))
      if (dial === null) continue
      expect(dial.quantity).toBe(batch.quantity)
      expect(dial.outcomes).toHaveLength(50)
      expect(dial.positions).toEqual(dialPositions(dial, dial.terms))
      expect(dial.paid).toBe(batch.purposes.paid ?? 0)
      expect(Math.min(...dial.outcomes)).toBeGreaterThanOrEqual(dial.paid)
      withCampaign += dial.rungs.length
      const { offer } = dial
      expect(offer === null).toBe(!batch.purposes.deposit)
      if (offer) {
        offered += 1
        expect(offer).toMatchObject({ campaignId: 2, cohortCount: 1, referencePrice: 60000 })
        expect(offer.deposits * offer.steps[0]!.conversion).toBeCloseTo(batch.purposes.deposit!, 6)
        expect(offer.breakEvenSteps).toHaveLength(51)
        expect(offer.breakEvenSteps).toEqual(
          dial.positions.map(({ make }) => breakEvenStep(dial, make, dial.terms, offer)),
        )
      }
      for (const rung of dial.rungs)
        expect(rung).toMatchObject({ kind: 'threshold', quantity: 500, standing: 120, missing: 380 })
    }
    expect(withCampaign).toBeGreaterThan(0)
    expect(offered).toBeGreaterThan(0)
    await threshold(null)
    expect(await caller.batches.dial({ planningRunId: runId, batchNumber: 12_345 })).toBeNull()
  })

  it('the pre-sale orders of a batch by week of ordering and by region: both add up, regions of few orders are merged', async () => {
    const { batches } = await board()
    let seen = 0
    for (const { batchNumber } of batches) {
      const strands = await caller.batches.strands({ planningRunId: runId, batchNumber })
      const groups = await caller.batches.strandGroups({ planningRunId: runId, batchNumber })
      const orders = strands.filter(({ purpose }) => ['paid', 'deposit', 'subscription'].includes(purpose))
      expect(groups.map(({ quantity }) => quantity)).toEqual(orders.map(({ quantity }) => quantity))
      for (const { quantity, cohorts, ownerGroups, campaignId } of groups) {
        for (const parts of [cohorts, ownerGroups])
          expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity)
        if (campaignId === null) continue
        seen += 1
        expect(cohorts[0]!.groupName).toBe('2026-05-18')
        // 5 of 120 orders come from the south: too few to be named.
        expect(ownerGroups.map(({ groupName }) => groupName)).not.toContain('south')
      }
    }
    expect(seen).toBeGreaterThan(0)
  })

  it('a batch made 10 larger is firm with 10 units that nobody waits for, and comes back by undo', async () => {
    const before = await board()
    const { batchNumber, quantity, items } = before.batches[0]!
    const larger = items.map(({ itemId, quantity: units }, at) => ({
      itemId,
      quantity: at === 0 ? units + 10 : units,
    }))
    expect(await decide({ kind: 'resize', batchNumber, items: larger })).toEqual({ problem: null })
    const after = (await board()).batches.find((batch) => batch.batchNumber === batchNumber)!
    expect(after).toMatchObject({ quantity: quantity + 10, state: 'firm' })
    expect(after.purposes.excess).toBe((before.batches[0]!.purposes.excess ?? 0) + 10)
    await undo()
    expect(await board()).toEqual(before)
  })

  it('the same decision sent twice counts once; one that cannot stand leaves nothing', async () => {
    const { batches, weeks } = await board()
    const { batchNumber, quantity } = batches[0]!
    const key = randomUUID()
    const split = { kind: 'split', batchNumber, newNumber: 900, quantity: 1, week: weeks[1]! } as const
    await decide(split, key)
    await decide(split, key)
    const parts = (await board()).batches.filter((batch) => [batchNumber, 900].includes(batch.batchNumber))
    expect(parts.map((batch) => batch.quantity).sort((a, b) => a - b)).toEqual([1, quantity - 1])
    expect((await decide({ kind: 'firm', batchNumber: 12_345 })).problem).toEqual({
      kind: 'unknown-batch',
      batchNumber: 12_345,
    })
    expect((await board()).decisionCount).toBe(1)
    await undo()
  })

  it('a firm batch is kept by the next run: it is carried, and not planned again', async () => {
    const { batches } = await board()
    const first = batches.find(({ purposes }) => (purposes.deposit ?? 0) > 0)!
    await decide({ kind: 'firm', batchNumber: first.batchNumber })
    const { runId: nextRun } = await runPlan(headwater, request)
    const next = (await caller.batches.board({}))!
    expect(next.run.planningRunId).toBe(nextRun)
    expect(next.carried).toMatchObject([
      { planningRunId: runId, batchNumber: first.batchNumber, state: 'firm', quantity: first.quantity },
    ])
    const units = (all: typeof batches, itemId: number) =>
      all
        .flatMap((batch) => batch.items)
        .reduce((sum, item) => (item.itemId === itemId ? sum + item.quantity : sum), 0)
    for (const { itemId, quantity } of first.items)
      expect(units(next.batches, itemId)).toBe(units(batches, itemId) - quantity)
    const strands = await caller.batches.strands({ planningRunId: runId, batchNumber: first.batchNumber })
    expect(strands.reduce((sum, strand) => sum + strand.quantity, 0)).toBe(first.quantity)
    const deposits = strands.filter(({ purpose }) => purpose === 'deposit')
    expect(new Set(deposits.map(({ campaign }) => campaign?.nameEn))).toEqual(new Set(['Pre-sale 2']))
  })

  it('release happens once however often it is pressed, and locks the batch', async () => {
    const { runId: freshRun } = await runPlan(headwater, request)
    const fresh = (await caller.batches.board({}))!.batches[0]!
    const release = () =>
      caller.publication.releaseBatches({ runId: freshRun, batchNumbers: [fresh.batchNumber] })
    const answers = await Promise.all([release(), release(), release(), release(), release()])
    expect(answers.map(({ orders: made }) => made.length).sort()).toEqual([0, 0, 0, 0, fresh.items.length])
    expect((await caller.batches.board({}))!.batches[0]).toMatchObject({
      state: 'released',
      authorisation: 'make',
    })
    const { problem } = await caller.batches.decide({
      runId: freshRun,
      decisionKey: randomUUID(),
      decision: { kind: 'give-back', batchNumber: fresh.batchNumber },
    })
    expect(problem).toEqual({ kind: 'released', batchNumber: fresh.batchNumber })
  })

  it('a decision about a batch released since can no longer be undone', async () => {
    const { runId: freshRun } = await runPlan(headwater, request)
    const batch = (await caller.batches.board({}))!.batches[0]!
    await caller.batches.decide({
      runId: freshRun,
      decisionKey: randomUUID(),
      decision: { kind: 'firm', batchNumber: batch.batchNumber },
    })
    await caller.publication.releaseBatches({ runId: freshRun, batchNumbers: [batch.batchNumber] })
    await expect(caller.batches.undo({ runId: freshRun, decisionKey: randomUUID() })).rejects.toThrow(
      'can no longer be undone',
    )
  })
})
