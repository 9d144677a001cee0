import { describe, expect, it } from 'vitest'
import { undoImport } from '#api/ingest/undo-import'
import { companyPerTest, firstFault } from '#test/support/import-company'
import { countEntries, fileOf, importAll } from '#test/support/import-files'

const company =
  companyPerTest(`insert into item (code, name_zh, name_en, base_unit) values ('MG1', '芒果', 'Mango', 'gram');
     insert into stock_location (code, name_zh, name_en) values ('W1', '一号仓', 'Warehouse 1')`)
const { query } = company
const packs = (rows: string) =>
  importAll(company.headwater, { kind: 'units', file: fileOf(`商品编码,单位,折合基本单位\n${rows}`) })
const HEADER = 'Order line,Item,Quantity,Unit,Sold at,Unit price\n'
const sold = (rows: string) =>
  importAll(company.headwater, { kind: 'owner-sales', file: fileOf(HEADER + rows) })
const entries = () =>
  query(`select i.code, e.quantity, e.unit_price_minor as price from demand_entry e join item i using (item_id)
    where not is_reversal order by entry_id`)

describe('packs of items', () => {
  it('are kept under one code whatever word a file uses; the same file twice changes nothing', async () => {
    const rows = 'I1,箱,24\nMG1,Cartons,5000\nI2,礼盒,6\n'
    expect((await packs(rows)).counts).toMatchObject({ newLines: 3, changedLines: 0 })
    expect((await packs(rows)).counts).toMatchObject({ newLines: 0, changedLines: 0 })
    expect((await packs('I1,carton,20\n')).counts).toMatchObject({ newLines: 0, changedLines: 1 })
    expect(
      await query(
        `select i.code, unit, base_units as held from unit_conversion join item i using (item_id) order by 1`,
      ),
    ).toEqual([
      { code: 'I1', unit: 'carton', held: 20 },
      { code: 'I2', unit: '礼盒', held: 6 },
      { code: 'MG1', unit: 'carton', held: 5000 },
    ])
  })
  it('an unknown item, a pack given twice and a base unit of more than one are faults; master data is not undone', async () => {
    expect(firstFault(await packs('I9,箱,24\n'))).toEqual([2, '商品编码', 'I9', 'unknown-item'])
    expect(firstFault(await packs('I1,箱,24\nI1,carton,20\n'))).toEqual([
      3,
      '单位',
      'carton',
      'duplicate-key',
    ])
    expect(firstFault(await packs('I1,件,24\n'))).toEqual([2, '单位', 'piece', 'unit-is-base'])
    const { importId } = await packs('I1,箱,24\n')
    expect(await undoImport(company.headwater, 'test', importId)).toMatchObject({
      undone: false,
      reason: 'master-data',
    })
  })
})

describe('quantities with a unit', () => {
  it('2 cartons of 24 are 48 pieces, 1.5 公斤 and 3 斤 are 1500 grams each; no unit means base units', async () => {
    await packs('I1,箱,24\n')
    const { counts } = await sold(
      'A1,I1,2,箱,2026-05-01,240\nA2,MG1,1.5,公斤,2026-05-01,40\nA3,MG1,3,斤,2026-05-01,\nA4,I1,5,,2026-05-01,12.5\n',
    )
    expect(counts).toMatchObject({ newLines: 4 })
    expect(await entries()).toEqual([
      { code: 'I1', quantity: 48, price: 1000 },
      { code: 'I1', quantity: 5, price: 1250 },
      { code: 'MG1', quantity: 1500, price: 4 },
      { code: 'MG1', quantity: 1500, price: null },
    ])
  })
  it('a unit the item lacks, a broken piece, zero and a negative are faults at their cell', async () => {
    await packs('I1,箱,24\n')
    const fault = async (row: string) => firstFault(await sold(`${row}\n`))
    expect(await fault('A1,I1,2,公斤,2026-05-01,')).toEqual([2, 'Unit', '公斤', 'unknown-unit'])
    expect(await fault('A1,I9,2,公斤,2026-05-01,')).toEqual([2, 'Item', 'I9', 'unknown-item'])
    expect(await fault('A1,I1,0.3,箱,2026-05-01,')).toEqual([2, 'Quantity', '0.3', 'not-whole-in-base'])
    expect(await fault('A1,I1,1.5,,2026-05-01,')).toEqual([2, 'Quantity', '1.5', 'not-whole'])
    expect(await fault('A1,I1,0,箱,2026-05-01,')).toEqual([2, 'Quantity', '0', 'quantity-zero'])
    expect(await fault('A1,I1,-1,箱,2026-05-01,')).toEqual([2, 'Quantity', '-1', 'quantity-negative'])
    expect(await fault('A1,I1,many,箱,2026-05-01,')).toEqual([2, 'Quantity', 'many', 'not-a-number'])
    expect(await countEntries(company.headwater)).toBe(0)
  })
  it('a corrected pack corrects what its file brought, with or without order numbers', async () => {
    await packs('I1,箱,24\n')
    const rows = 'A1,I1,2,箱,2026-05-01,\n,I1,3,箱,2026-05-02,\n'
    await sold(rows)
    expect((await sold(rows)).counts).toMatchObject({ newEntries: 0, reversals: 0 })
    await packs('I1,箱,20\n')
    expect((await sold(rows)).counts).toMatchObject({ newLines: 0, changedLines: 2 })
    expect(await query('select sum(quantity)::integer as units from demand_entry')).toEqual([{ units: 100 }])
  })
  it('orders, expectations, stock and receipts take units too; new items are counted in pieces', async () => {
    await packs('I1,箱,24\n')
    const all = async (kind: 'pre-orders' | 'expectations' | 'stock' | 'receipts', text: string) =>
      importAll(company.headwater, { kind, file: fileOf(text), createMissing: ['items'] })
    await all(
      'pre-orders',
      'Order line,Item,Campaign,Quantity,Unit,Placed at,Cancelled at,Cancelled quantity\nP1,I1,C1,3,箱,2026-06-02,2026-06-03,0.5\n',
    )
    await all(
      'expectations',
      'Shop owner,Item,Quantity,Unit,Stated at,Needed from\nO1,MG1,2,kg,2026-06-01,2026-07-06\n',
    )
    expect(await query('select kind, quantity from demand_entry order by entry_id')).toEqual([
      { kind: 'placed', quantity: 72 },
      { kind: 'cancelled', quantity: 12 },
      { kind: 'expected', quantity: 2000 },
    ])
    const stock = await all(
      'stock',
      'Item,Stock location,Counted at,On hand,Unit\nMG1,W1,2026-06-01,0.25,吨\nN1,W1,2026-06-01,7,件\n',
    )
    expect(stock.counts).toMatchObject({ newLines: 2, createdItems: 1 })
    await all('receipts', 'Receipt,Item,Quantity,Unit,Received on\nR1,MG1,12.5,公斤,2026-06-02\n')
    expect(
      await query(`select on_hand as units from stock_snapshot union all select quantity from receipt`),
    ).toEqual([{ units: 250_000 }, { units: 7 }, { units: 12_500 }])
  })
})
