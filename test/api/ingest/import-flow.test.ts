import { describe, expect, it } from 'vitest'
import { commitImport } from '#api/ingest/commit-import'
import { failedRows } from '#api/ingest/failed-rows'
import { importFaults } from '#api/ingest/list-imports'
import { undoImport } from '#api/ingest/undo-import'
import { planner } from '#test/support/database'
import { companyPerTest } from '#test/support/import-company'
import { check, countEntries, fileOf, importAll, netLedger, SALES, sales } from '#test/support/import-files'

const company = companyPerTest()
const { query } = company

const ORDERS =
  'Order line,Item,Shop owner,Campaign,Quantity,Certainty,Placed at,Balance paid at,Cancelled at,Shipped at\n'
const orders = (...rows: string[]) => fileOf(ORDERS + rows.join('\n'))

describe('owner sales', () => {
  it('a sale and a return become entries at business time: 08:00 in Shanghai is 00:00 UTC', async () => {
    const file = sales('A1,I1,O1,sale,3,2026-05-01 08:00,12.50', 'A2,I1,O1,退货,1,2026-05-03,')
    const summary = await importAll(company.headwater, { kind: 'owner-sales', file })
    expect([summary.state, summary.ledgerVersion, summary.counts?.newEntries]).toEqual(['committed', 1, 2])
    const rows = await query(
      `select kind, rung, quantity, occurred_at at time zone 'UTC' as utc, occurred_on, need_from, need_to, unit_price_minor,
         known_at = occurred_at as known_then from demand_entry order by occurred_at`,
    )
    expect(rows).toMatchObject([
      {
        kind: 'sale',
        rung: 'paid',
        quantity: 3,
        occurred_on: '2026-05-01',
        need_from: '2026-05-01',
        unit_price_minor: 1250,
        known_then: true,
      },
      {
        kind: 'return',
        rung: 'paid',
        quantity: 1,
        occurred_on: '2026-05-03',
        need_to: '2026-05-03',
        unit_price_minor: null,
        known_then: true,
      },
    ])
    expect((rows[0].utc as Date).getHours() * 60 + (rows[0].utc as Date).getMinutes()).toBe(0)
  })

  it('the same file twice changes nothing and takes no ledger version', async () => {
    const file = sales(
      'A1,I1,O1,sale,3,2026-05-01,',
      ',I2,O1,sale,1,2026-05-01,',
      ',I2,O1,sale,1,2026-05-01,',
    )
    await importAll(company.headwater, { kind: 'owner-sales', file })
    const again = await importAll(company.headwater, { kind: 'owner-sales', file })
    expect([again.state, again.ledgerVersion, again.counts?.unchangedLines]).toEqual(['committed', null, 3])
    expect(await countEntries(company.headwater)).toBe(3)
  })

  it('rows without numbers: two alike are two sales, a later file with three adds one', async () => {
    const alike = ',I2,O1,sale,1,2026-05-01,'
    await importAll(company.headwater, { kind: 'owner-sales', file: sales(alike, alike) })
    const later = await importAll(company.headwater, {
      kind: 'owner-sales',
      file: sales(alike, alike, alike),
    })
    expect([later.counts?.unchangedLines, later.counts?.newLines]).toEqual([2, 1])
    expect(await countEntries(company.headwater)).toBe(3)
  })

  it('a quantity corrected from 5 to 3 reverses 2; moved to another item it is reversed there', async () => {
    await importAll(company.headwater, { kind: 'owner-sales', file: sales('A1,I1,O1,sale,5,2026-05-01,') })
    const less = await importAll(company.headwater, {
      kind: 'owner-sales',
      file: sales('A1,I1,O1,sale,3,2026-05-01,'),
    })
    expect([less.counts?.newEntries, less.counts?.reversals]).toEqual([0, 1])
    const moved = await importAll(company.headwater, {
      kind: 'owner-sales',
      file: sales('A1,I2,O1,sale,3,2026-05-01,'),
    })
    expect([moved.counts?.newEntries, moved.counts?.reversals]).toEqual([1, 1])
    expect(
      await query(
        `select code, sum(quantity)::integer as left from demand_entry join item using (item_id) group by code order by code`,
      ),
    ).toEqual([
      { code: 'I1', left: 0 },
      { code: 'I2', left: 3 },
    ])
    expect(await query('select revision, state from source_record')).toEqual([{ revision: 3, state: 'sold' }])
  })

  it('negatives become returns, unknown masters are made and columns renamed by a mapping', async () => {
    const summary = await importAll(company.headwater, {
      kind: 'owner-sales',
      file: fileOf(
        'Invoice|Stock|Text|Qty|When|Customer|Country\n1|N1|Cup, blue|-2|31/12/2025 13:45|NULL|France\n1|POST|Post|1|31/12/2025 13:45|7|France\n',
      ),
      mapping: {
        kind: 'owner-sales',
        delimiter: '|',
        emptyValues: ['NULL'],
        negativeQuantity: 'return',
        createMissing: ['items', 'owners'],
        filters: [{ column: 'Stock', notOneOf: ['POST'] }],
        fields: {
          item: 'Stock',
          item_name: 'Text',
          quantity: 'Qty',
          sold_at: { column: 'When', format: 'DD/MM/YYYY HH:mm' },
          shop_owner: { firstOf: ['Customer', 'Country'] },
        },
      },
    })
    expect([
      summary.rows,
      summary.leftOutRows,
      summary.counts?.createdItems,
      summary.counts?.createdOwners,
    ]).toEqual([2, 1, 1, 1])
    expect(
      await query(
        `select i.name_en, o.code, e.kind, e.quantity, e.occurred_on from demand_entry e join item i using (item_id) join shop_owner o using (shop_owner_id)`,
      ),
    ).toEqual([
      { name_en: 'Cup, blue', code: 'France', kind: 'return', quantity: 2, occurred_on: '2025-12-31' },
    ])
  })
})

describe('pre-orders', () => {
  it('a newer snapshot adds only the payment and the cancellation; the need window is the campaign’s', async () => {
    await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,2,deposit,2026-06-02,,,', 'P2,I1,O2,C1,1,deposit,2026-06-03,,,'),
    })
    const newer = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders(
        'P1,I1,O1,C1,2,deposit,2026-06-02,2026-06-10,,',
        'P2,I1,O2,C1,1,deposit,2026-06-03,,2026-06-12,',
      ),
    })
    expect([newer.counts?.newEntries, newer.counts?.reversals, newer.counts?.changedLines]).toEqual([2, 0, 2])
    expect(
      await query(
        'select kind, rung, quantity, need_from, need_to, known_at = occurred_at as at_once from demand_entry order by entry_id',
      ),
    ).toEqual([
      {
        kind: 'placed',
        rung: 'deposit',
        quantity: 2,
        need_from: '2026-08-03',
        need_to: '2026-08-09',
        at_once: true,
      },
      {
        kind: 'placed',
        rung: 'deposit',
        quantity: 1,
        need_from: '2026-08-03',
        need_to: '2026-08-09',
        at_once: true,
      },
      {
        kind: 'settled',
        rung: 'paid',
        quantity: 2,
        need_from: '2026-08-03',
        need_to: '2026-08-09',
        at_once: true,
      },
      {
        kind: 'cancelled',
        rung: 'deposit',
        quantity: 1,
        need_from: '2026-08-03',
        need_to: '2026-08-09',
        at_once: true,
      },
    ])
  })

  it('a corrected placement is known only from the day it was corrected', async () => {
    await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,5,deposit,2026-06-02,,,'),
    })
    await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,7,deposit,2026-06-02,,,'),
    })
    expect(
      await query(
        'select quantity, (known_at = $now$2026-06-30T04:00:00Z$now$) as now from demand_entry order by entry_id',
      ),
    ).toEqual([
      { quantity: 5, now: false },
      { quantity: 2, now: true },
    ])
  })

  it('events of one order in two files keep one identity; what they leave out comes from the placement', async () => {
    const header = 'Order line,Item,Campaign,Quantity,Event,Event at\n'
    await importAll(company.headwater, {
      kind: 'pre-orders',
      file: fileOf(`${header}P1,I1,C1,5,placed,2026-06-02\nP1,,,,settled,2026-06-10\n`),
    })
    const second = fileOf(`${header}P1,,,2,cancelled,2026-06-12\nP1,,,3,fulfilled,2026-06-20\n`)
    const later = await importAll(company.headwater, { kind: 'pre-orders', file: second })
    expect([later.counts?.newEntries, later.counts?.reversals]).toEqual([2, 0])
    expect(
      await query(
        'select kind, rung, quantity, source_record_id = min(source_record_id) over () as one from demand_entry order by occurred_at',
      ),
    ).toEqual([
      { kind: 'placed', rung: 'deposit', quantity: 5, one: true },
      { kind: 'settled', rung: 'paid', quantity: 5, one: true },
      { kind: 'cancelled', rung: 'paid', quantity: 2, one: true },
      { kind: 'fulfilled', rung: 'paid', quantity: 3, one: true },
    ])
    const again = await importAll(company.headwater, { kind: 'pre-orders', file: second })
    expect(again.counts?.newEntries).toBe(0)
    const unknown = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: fileOf(`${header}P9,,,2,cancelled,2026-06-12\n`),
    })
    expect(unknown.firstFaults).toMatchObject([
      { line: 2, column: 'Order line', value: 'P9', fault: 'unknown-order' },
    ])
  })

  it('an empty event column tells whole orders; both forms in one file are refused', async () => {
    const header = 'Order line,Item,Campaign,Quantity,Placed at,Event,Event at\n'
    const whole = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: fileOf(`${header}P1,I1,C1,5,2026-06-02,,\n`),
    })
    expect([whole.state, whole.counts?.newEntries]).toEqual(['committed', 1])
    const mixed = fileOf(`${header}P2,I1,C1,5,2026-06-02,,\nP3,I1,C1,5,,placed,2026-06-02\n`)
    expect(
      (await importAll(company.headwater, { kind: 'pre-orders', file: mixed })).firstFaults,
    ).toMatchObject([{ line: 3, column: 'Event', fault: 'event-mixed' }])
  })
})

describe('undo', () => {
  it('reverses the entries, frees the numbers, and the corrected file is new again', async () => {
    const file = sales('A1,I1,O1,sale,3,2026-05-01,', 'A2,I2,O1,sale,1,2026-05-02,')
    const first = await importAll(company.headwater, { kind: 'owner-sales', file })
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: true,
      reversals: 2,
      ledgerVersion: 2,
    })
    expect(await netLedger(company.headwater)).toEqual([])
    expect(await undoImport(company.headwater, 'test', first.importId)).toMatchObject({
      undone: false,
      reason: 'not-committed',
    })
    const again = await importAll(company.headwater, { kind: 'owner-sales', file })
    expect(again.counts?.newEntries).toBe(2)
    expect((await netLedger(company.headwater)).length).toBe(2)
  })

  it('goes back to the earlier snapshot, and refuses while a later import builds on it', async () => {
    const before = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,2,deposit,2026-06-02,,,'),
    })
    const netBefore = await netLedger(company.headwater)
    const after = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,2,deposit,2026-06-02,,2026-06-05,'),
    })
    expect(await undoImport(company.headwater, 'test', before.importId)).toEqual({
      undone: false,
      reason: 'later-imports',
      imports: [after.importId],
    })
    await undoImport(company.headwater, 'test', after.importId)
    expect(await netLedger(company.headwater)).toEqual(netBefore)
    expect(await query('select state from source_record')).toEqual([{ state: 'placed' }])
    const again = await importAll(company.headwater, {
      kind: 'pre-orders',
      file: orders('P1,I1,O1,C1,2,deposit,2026-06-02,,2026-06-05,'),
    })
    expect(again.counts?.newEntries).toBe(1)
  })
})

describe('good rows only', () => {
  it('takes what has no fault, and gives the others back with line and reason', async () => {
    const file = sales(
      'A1,I1,O1,sale,3,2026-05-01,',
      'A2,I9,O1,sale,1,2026-02-30,',
      'A3,I2,O1,sale,1,2026-05-02,',
    )
    const checked = await check(company.headwater, { kind: 'owner-sales', file })
    const summary = await commitImport(company.headwater, 'test', checked.importId, { acceptsValid: true })
    expect([summary.state, summary.faultyRows, summary.counts?.newLines]).toEqual(['committed', 1, 2])
    const table = await failedRows(company.headwater, 'test', checked.importId, 'zh')
    expect(table.columns.map((column) => column.heading)).toEqual([
      ...SALES.trim().split(','),
      '行号',
      '原因',
    ])
    const rows = []
    for await (const row of table.rows) rows.push(row)
    expect(rows).toEqual([
      ['A2', 'I9', 'O1', 'sale', '1', '2026-02-30', '', 3, 'Sold at: 没有这一天。请更正日期。'],
    ])
    const faults = await importFaults(company.headwater, planner, checked.importId, { limit: 10 })
    expect(faults[0]?.text.en).toBe('There is no such day. Correct the date.')
  })
})
