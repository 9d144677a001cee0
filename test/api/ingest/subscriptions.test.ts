import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { subscriptionPlans } from '#db/subscription-progress'
import { subscriptionCohorts } from '#db/subscriptions'
import { system } from '#test/support/database'
import { companyPerTest, firstFault } from '#test/support/import-company'
import { fileOf, importAll } from '#test/support/import-files'

const company = companyPerTest(
  `insert into subscription_plan (code, name_zh, name_en) values ('B1', '水果箱', 'Fruit box')`,
)
const { query } = company

describe('subscriptions', () => {
  const snapshot =
    'Subscription,Plan,Shop owner,Customer key,Started on,First box on,Paused on,Resumed on,Cancelled on\n'
  it('dates become events, a newer snapshot adds the new ones, customers are hashed, undo reverses', async () => {
    await importAll(company.headwater, {
      kind: 'subscriptions',
      file: fileOf(`${snapshot}Z1,B1,O1,13800000000,2026-05-01,2026-05-04,,,\n`),
    })
    const newer = await importAll(company.headwater, {
      kind: 'subscriptions',
      file: fileOf(`${snapshot}Z1,B1,O1,13800000000,2026-05-01,2026-05-04,2026-05-20,2026-06-01,\n`),
    })
    expect(newer.counts).toMatchObject({ newSubscriptions: 0, newEvents: 2 })
    expect(await query('select kind, occurred_on from subscription_event order by occurred_on')).toEqual([
      { kind: 'started', occurred_on: '2026-05-01' },
      { kind: 'paused', occurred_on: '2026-05-20' },
      { kind: 'resumed', occurred_on: '2026-06-01' },
    ])
    expect(
      await query(`select customer_hash ~ '^[0-9a-f]{32}$' as hashed, first_box_on from subscription`),
    ).toEqual([{ hashed: true, first_box_on: '2026-05-04' }])
    expect(await undoImport(company.headwater, 'test', newer.importId)).toMatchObject({
      undone: true,
      reversals: 2,
    })
    const again = await importAll(company.headwater, {
      kind: 'subscriptions',
      file: fileOf(`${snapshot}Z1,B1,O1,,2026-05-01,2026-05-04,2026-05-20,,\n`),
    })
    expect(again.counts?.newEvents).toBe(1)
  })
  const standing = (rows: string, columns = 'Prepaid to,Paused on,Resumed on,Cancelled on,Skipped weeks') =>
    importAll(company.headwater, {
      kind: 'subscriptions',
      file: fileOf(`Subscription,Plan,Started on,Boxes per delivery,${columns}\n${rows}\n`),
    })
  const net = () =>
    query(`select kind, occurred_on, week from subscription_event
      group by subscription_id, kind, occurred_on, week
      having sum(case when is_reversal then -1 else 1 end) > 0 order by occurred_on, kind, week`)
  const cohort = () =>
    company.headwater.asCaller(system, async (db) =>
      subscriptionCohorts(db, {
        asOf: '2026-06-30',
        ledgerVersion: 99,
        timeZone: 'Asia/Shanghai',
        itemIds: null,
      }),
    )
  it('a newer snapshot is the newer word: dates move, a cleared cancellation and a skip to come are taken back', async () => {
    const first = 'Z1,B1,2026-05-01,1,2026-06-01,2026-05-20,,2026-06-15,2026-06-08 2026-07-06 2026-07-13'
    expect((await standing(first)).counts).toMatchObject({ newSubscriptions: 1, newEvents: 6, reversals: 0 })
    expect(await standing(first)).toMatchObject({
      counts: { newSubscriptions: 0, changedSubscriptions: 0, newEvents: 0, reversals: 0 },
      ledgerVersion: null,
    })
    const newer = await standing('Z1,B1,2026-05-01,2,2026-08-01,2026-05-22,2026-06-01,,2026-07-13')
    expect(newer.counts).toMatchObject({ changedSubscriptions: 1, newEvents: 2, reversals: 3 })
    expect(await net()).toEqual([
      { kind: 'started', occurred_on: '2026-05-01', week: null },
      { kind: 'paused', occurred_on: '2026-05-22', week: null },
      { kind: 'resumed', occurred_on: '2026-06-01', week: null },
      { kind: 'skipped', occurred_on: '2026-06-08', week: '2026-06-08' },
      { kind: 'skipped', occurred_on: '2026-06-30', week: '2026-07-13' },
    ])
    expect(await cohort()).toMatchObject([{ cancelledWeek: null, isPaused: false, boxes: 2 }])
    expect(await undoImport(company.headwater, 'test', newer.importId)).toMatchObject({ undone: true })
    expect(await cohort()).toMatchObject([{ isPaused: true, boxes: 1 }])
    expect(await query('select boxes_per_delivery, prepaid_to from subscription')).toEqual([
      { boxes_per_delivery: 1, prepaid_to: '2026-06-01' },
    ])
  })
  it('an empty pause ends a known one on the day of the file; a file without the column leaves it', async () => {
    await standing('Z1,B1,2026-05-01,1,,2026-05-20,,,')
    expect((await standing('Z1,B1,2026-05-01,1,', 'Prepaid to')).counts).toMatchObject({ newEvents: 0 })
    expect((await cohort())[0]!.isPaused).toBe(true)
    expect((await standing('Z1,B1,2026-05-01,1,,,,,')).counts).toMatchObject({ newEvents: 1, reversals: 0 })
    expect((await standing('Z1,B1,2026-05-01,1,,,,,')).counts).toMatchObject({ newEvents: 0, reversals: 0 })
    expect((await net()).at(-1)).toEqual({ kind: 'resumed', occurred_on: '2026-06-30', week: null })
    expect((await cohort())[0]!.isPaused).toBe(false)
  })
  it('undoing the first file leaves no subscription in force, and its number can come back with another plan', async () => {
    await query(
      `insert into subscription_plan (code, name_zh, name_en) values ('B2', '双周箱', 'Fortnightly')`,
    )
    const first = await standing('Z1,B1,2026-05-01,1,,2026-05-20,,,')
    const later = await standing('Z1,B1,2026-05-01,3,,2026-05-20,,,')
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: false,
      reason: 'later-imports',
      imports: [later.importId],
    })
    await undoImport(company.headwater, 'test', later.importId)
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: true,
      reversals: 2,
    })
    expect(await cohort()).toEqual([])
    const plans = () => company.headwater.asCaller(system, (db) => subscriptionPlans(db, '2026-06-30'))
    expect((await plans()).map(({ active, paused }) => active + paused)).toEqual([0, 0])
    await standing('Z1,B2,2026-05-04,1,,,,,')
    expect((await plans()).map(({ code, active }) => [code, active])).toEqual([
      ['B1', 0],
      ['B2', 1],
    ])
  })
  it('a subscription twice in one snapshot and a pause that ends before it begins are faults', async () => {
    expect(firstFault(await standing('Z1,B1,2026-05-01,1,,,,,\nZ1,B1,2026-05-02,1,,,,,'))).toEqual([
      3,
      'Subscription',
      'Z1',
      'duplicate-key',
    ])
    expect(firstFault(await standing('Z1,B1,2026-05-01,1,,2026-05-20,2026-05-10,,'))).toEqual([
      2,
      'Resumed on',
      '2026-05-10',
      'date-before',
    ])
    expect(firstFault(await standing('Z1,B1,2026-05-01,1,,,,,2026-07-06;soon'))).toMatchObject([
      2,
      'Skipped weeks',
      '2026-07-06;soon',
      'not-a-date',
    ])
  })
  it('one event a row: a skipped week is kept by its Monday, once', async () => {
    const header = 'Subscription,Plan,Started on,Event,Event on,Week\n'
    const file = fileOf(`${header}Z1,B1,2026-05-01,started,2026-05-01,\nZ1,,,跳过,2026-05-05,2026-05-14\n`)
    expect((await importAll(company.headwater, { kind: 'subscriptions', file })).counts).toMatchObject({
      newSubscriptions: 1,
      newEvents: 2,
    })
    expect((await importAll(company.headwater, { kind: 'subscriptions', file })).counts).toMatchObject({
      newSubscriptions: 0,
      newEvents: 0,
    })
    expect(await query(`select week from subscription_event where kind = 'skipped'`)).toEqual([
      { week: '2026-05-11' },
    ])
  })
  it('an unknown plan, an unknown subscription and an end before the start are faults', async () => {
    const file = (row: string) => fileOf(`${snapshot}${row}\n`)
    const fault = async (row: string) =>
      firstFault(await importAll(company.headwater, { kind: 'subscriptions', file: file(row) }))
    expect(await fault('Z1,B9,O1,,2026-05-01,,,,')).toEqual([2, 'Plan', 'B9', 'unknown-plan'])
    expect(await fault('Z1,,,,,,,,2026-05-01')).toEqual([2, 'Subscription', 'Z1', 'unknown-subscription'])
    expect(await fault('Z1,B1,O1,,2026-05-01,,,,2026-04-01')).toEqual([
      2,
      'Cancelled on',
      '2026-04-01',
      'date-before',
    ])
  })
})
